using System.Text.Json.Nodes;

namespace OrderFlow.Definitions;

/// <summary>A new workflow: blank, as another one is now, or from a template.</summary>
/// <param name="From">Definition id of the one to copy; null: none.</param>
/// <param name="Template">Of <see cref="DefinitionTemplates"/>; null: none.</param>
internal sealed record CreateDefinition(string Name, string Actor, string? From = null, string? Template = null);

internal sealed class CreateDefinitionHandler(DefinitionStore store, TimeProvider clock)
{
    public async Task<DefinitionResult> HandleAsync(CreateDefinition command, CancellationToken cancel)
    {
        JsonObject document;
        if (command.Template is { } template)
        {
            if (DefinitionTemplates.Read(template) is not { } ready) return new DefinitionResult.NotFound($"There is no template '{template}'. Known: {string.Join(", ", DefinitionTemplates.All)}.");
            document = ready;
        }
        else if (command.From is null) document = Blank();
        else if (await store.FindAsync(command.From, VersionChoice.Latest, cancel) is { } original) document = JsonNode.Parse(original.Json)!.AsObject();
        else return new DefinitionResult.NotFound($"There is no workflow '{command.From}'.");
        document["name"] = command.Name;
        var id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("n");
        return await store.SaveAsync(new SaveDefinition { Document = document, DefinitionId = id, Actor = command.Actor }, cancel);
    }

    private static JsonObject Blank() => new()
    {
        ["root"] = new JsonObject
        {
            ["id"] = "Flowchart1",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["name"] = "Flowchart1",
            ["activities"] = new JsonArray(new JsonObject
            {
                ["id"] = "Start1",
                ["type"] = "Elsa.Start",
                ["version"] = 1,
                ["name"] = "Start1",
                ["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = 80, ["y"] = 160 } } },
            }),
            ["connections"] = new JsonArray(),
        },
    };
}
