using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderFlow.Definitions;

/// <summary>Says in a workflow's draft who has to release it; it takes effect when that draft is published.</summary>
/// <param name="Rule">Of <see cref="SecondPerson"/>; null: one person publishes.</param>
/// <param name="Seen">The revision of the text that the actor has before them.</param>
internal sealed record SetSecondPerson(string DefinitionId, string? Rule, string Actor, int Seen);

internal sealed class SetSecondPersonHandler(DefinitionStore store)
{
    private static readonly JsonDocumentOptions Syntax = new() { MaxDepth = 128 };

    public async Task<DefinitionResult> HandleAsync(SetSecondPerson command, CancellationToken cancel)
    {
        if (await store.FindAsync(command.DefinitionId, VersionChoice.Latest, cancel) is not { } latest) return new DefinitionResult.NotFound($"There is no workflow '{command.DefinitionId}'.");
        if (latest.SecondPerson == command.Rule) return new DefinitionResult.Done(latest, []);
        var document = JsonNode.Parse(latest.Json, documentOptions: Syntax)!.AsObject();
        SecondPerson.Set(document, command.Rule);
        return await store.SaveAsync(new SaveDefinition { Document = document, DefinitionId = command.DefinitionId, Actor = command.Actor, Seen = command.Seen }, cancel);
    }
}
