using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Definitions;

/// <summary>A workflow from a file.</summary>
/// <param name="Text">Elsa 3's JSON, as it was uploaded.</param>
/// <param name="AsCopy">A workflow of its own, also where one with the file's id is there; else that one gets a new draft.</param>
internal sealed record ImportDefinition(byte[] Text, bool AsCopy, string Actor);

/// <summary>What a file would become.</summary>
/// <param name="Name">Null: it is no workflow; the findings say why.</param>
/// <param name="ReplacesVersion">The newest version of the workflow that has the file's id already; null: there is none.</param>
public sealed record ImportPreview(string? Name, int? ReplacesVersion, IReadOnlyList<Finding> Findings);

internal sealed class ImportDefinitionHandler(DefinitionStore store, DefinitionChecks checks, TimeProvider clock)
{
    /// <summary>Looks at a file; nothing is kept.</summary>
    public async Task<ImportPreview> PreviewAsync(byte[] text, CancellationToken cancel)
    {
        var read = DefinitionReader.Read(text, KnownActivities.Registry);
        if (read.Definition is not { } definition) return new ImportPreview(null, null, read.Findings);
        var existing = definition.DefinitionId is { } id ? await store.FindAsync(id, VersionChoice.Latest, cancel) : null;
        return new ImportPreview(definition.Name, existing?.Version, [.. read.Findings, .. await checks.CheckAsync(definition, cancel)]);
    }

    public async Task<DefinitionResult> HandleAsync(ImportDefinition command, CancellationToken cancel)
    {
        var read = DefinitionReader.Read(command.Text, KnownActivities.Registry);
        if (read.Definition is not { } definition) return new DefinitionResult.Invalid(read.Findings);
        var document = JsonNode.Parse(DefinitionWriter.Text(DefinitionWriter.Write(definition)))!;
        var id = command.AsCopy || definition.DefinitionId is null ? Guid.CreateVersion7(clock.GetUtcNow()).ToString("n") : definition.DefinitionId;
        return await store.SaveAsync(new SaveDefinition { Document = document, DefinitionId = id, Actor = command.Actor }, cancel);
    }
}
