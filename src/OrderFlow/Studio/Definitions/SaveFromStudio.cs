using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Persistence;

namespace OrderFlow.Studio.Definitions;

/// <param name="Model">As posted.</param>
/// <param name="DefinitionId">Null: the model says it, or it is a new workflow.</param>
internal sealed record SaveFromStudio(JsonObject Model, bool Publish, string Actor, string? DefinitionId = null);

/// <param name="AlreadyPublished">It was published before, with this text.</param>
/// <param name="KeptAs">Name of the draft that keeps a text which was refused because somebody else had changed the workflow; null: none.</param>
internal sealed record SavedFromStudio(DefinitionResult Result, bool AlreadyPublished = false, string? KeptAs = null);

/// <summary>
/// Saves what a designer posts. It may post the same twice (it repeats what got no answer), and two people may have one
/// workflow open: each posts on which revision of the text theirs stands, and the second one's text is kept aside.
/// </summary>
internal sealed class SaveFromStudioHandler(DefinitionStore store, IDbContextFactory<OrderFlowDb> dbs, TimeProvider clock)
{
    public async Task<SavedFromStudio> HandleAsync(SaveFromStudio command, CancellationToken cancel)
    {
        var seen = SaveModel.SeenRevision(command.Model);
        var document = SaveModel.Cleaned(command.Model);
        var id = command.DefinitionId ?? (document["definitionId"]?.ToString() is { Length: > 0 } known ? known : await NewIdAsync(document, command.Actor, cancel));
        document["definitionId"] = id;
        var before = await store.FindAsync(id, VersionChoice.Latest, cancel);
        // What a designer adds by merely opening a workflow is no change: a version that says the same is not made.
        if (before is not null && (before.IsPublished || !command.Publish) && await SaysTheSameAsync(document, before, cancel))
            return new SavedFromStudio(new DefinitionResult.Done(before, []), command.Publish);
        var copy = (JsonObject)document.DeepClone();

        var result = await store.SaveAsync(new SaveDefinition { Document = document, DefinitionId = id, Publish = command.Publish, Actor = command.Actor, Seen = seen }, cancel);

        return result switch
        {
            DefinitionResult.Done done => new SavedFromStudio(result, command.Publish && before is { IsPublished: true } && before.Id == done.Version.Id),
            DefinitionResult.Stale => new SavedFromStudio(result, KeptAs: await KeepAsync(copy, id, seen!.Value, command.Actor, cancel)),
            _ => new SavedFromStudio(result),
        };
    }

    private async Task<string> NewIdAsync(JsonObject document, string actor, CancellationToken cancel)
    {
        document.Remove("definitionId");
        var id = SaveModel.IdOfNew(document, actor);
        var asSaved = (JsonObject)document.DeepClone();
        asSaved["definitionId"] = id;
        // The same text once more, long after it was changed, is a new workflow.
        return await store.FindAsync(id, VersionChoice.Latest, cancel) is { } there && (there.Version > 1 || !there.Hash.AsSpan().SequenceEqual(DefinitionHash.Of(asSaved)))
            ? Guid.CreateVersion7(clock.GetUtcNow()).ToString("n")
            : id;
    }

    private async Task<bool> SaysTheSameAsync(JsonObject document, DefinitionVersion before, CancellationToken cancel)
    {
        if (document["root"] is not JsonObject) return false;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var workflows = await WorkflowTypes.LoadAsync(db, cancel);
        return SaveModel.HashOfMeaning(before, workflows).AsSpan().SequenceEqual(SaveModel.HashOfMeaning(SaveModel.AsVersion(document, before), workflows));
    }

    // A designer saves after every drag: what is refused one after the other from one opened text is one copy.
    private async Task<string?> KeepAsync(JsonObject document, string definitionId, int seen, string actor, CancellationToken cancel)
    {
        var id = SaveModel.IdOfNew(new JsonObject { ["of"] = definitionId, ["seen"] = seen }, actor);
        var name = (await store.FindAsync(id, VersionChoice.Latest, cancel))?.Name ?? NameOf(document["name"]?.ToString() ?? "", actor);
        (document["definitionId"], document["name"]) = (id, name);
        return await store.SaveAsync(new SaveDefinition { Document = document, DefinitionId = id, Actor = actor }, cancel) is DefinitionResult.Done ? name : null;
    }

    private string NameOf(string name, string actor)
    {
        var suffix = string.Create(System.Globalization.CultureInfo.InvariantCulture, $" ({actor}, {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss})");
        return name[..Math.Min(name.Length, Math.Max(0, DefinitionReader.LongestName - suffix.Length))] + suffix;
    }
}
