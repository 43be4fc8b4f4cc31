using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>Makes and fills the rows of drafts. Whoever calls holds the definition's lock.</summary>
internal static class DraftRows
{
    /// <summary>A new latest version, empty yet.</summary>
    /// <param name="latest">The one before it; null: it is the first.</param>
    public static async Task<DefinitionVersion> NextAsync(OrderFlowDb db, DefinitionVersion? latest, string id, string? actor, DateTimeOffset now, CancellationToken cancel)
    {
        if (latest is not null)
        {
            latest.IsLatest = false;
            await db.SaveChangesAsync(cancel);
        }

        var next = new DefinitionVersion
        {
            Id = Guid.CreateVersion7(now).ToString("n"),
            DefinitionId = id,
            Version = (await db.Definitions.Where(d => d.DefinitionId == id).MaxAsync(d => (int?)d.Version, cancel) ?? 0) + 1,
            IsLatest = true,
            CreatedAt = now,
            CreatedBy = actor,
        };
        if (latest is not null)
        {
            DraftTrail.Continue(latest, next);
            next.SecondPersonInForce = latest.SecondPersonInForce;
        }

        db.Definitions.Add(next);
        return next;
    }

    /// <summary>Writes a text and what is read from it.</summary>
    /// <param name="file">Null: it comes from none.</param>
    public static void Fill(DefinitionVersion draft, WorkflowDefinition definition, byte[] hash, (string Name, byte[] Hash)? file)
    {
        draft.Name = StoredText.Clean(definition.Name);
        draft.Description = StoredText.CleanOrNull(definition.Description);
        draft.ToolVersion = StoredText.CleanOrNull(definition.ToolVersion);
        draft.Json = DefinitionWriter.Text(DefinitionWriter.WithIdentity(definition, draft.Id, draft.DefinitionId, draft.Version, draft.IsLatest, draft.IsPublished, draft.CreatedAt, KnownActivities.Registry));
        draft.Hash = hash;
        draft.Activation = definition.Options.Activation;
        draft.UsableAsActivity = definition.Options.UsableAsActivity;
        draft.SecondPerson = SecondPerson.Of(definition);
        (draft.FileName, draft.FileHash) = file is var (name, text) ? (name, text) : (null, null);
    }
}
