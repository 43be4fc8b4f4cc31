using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>
/// Keeps the versions of definitions. A draft is changed in place; what follows a published version is a new draft; publishing
/// replaces the published version and its triggers. Whoever changes a definition holds its lock until the commit, so that no
/// instance starts on a version that is being replaced.
/// </summary>
public sealed class DefinitionStore(IDbContextFactory<OrderFlowDb> dbs, DefinitionChecks checks, PublishedTriggers triggers, TimeProvider clock)
{
    /// <summary>One version; null: there is none.</summary>
    public async Task<DefinitionVersion?> FindAsync(string definitionId, VersionChoice choice, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await choice.Of(db.Definitions.AsNoTracking().Where(d => d.DefinitionId == definitionId)).OrderByDescending(d => d.Version).FirstOrDefaultAsync(cancel);
    }

    /// <summary>A version by its own id; null: there is none.</summary>
    public async Task<DefinitionVersion?> FindVersionAsync(string versionId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Definitions.AsNoTracking().SingleOrDefaultAsync(d => d.Id == versionId, cancel);
    }

    /// <summary>By name, then the newest version first.</summary>
    /// <param name="definitionId">Null: of all definitions.</param>
    public async Task<IReadOnlyList<DefinitionVersion>> ListAsync(string? definitionId, VersionChoice choice, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var all = db.Definitions.AsNoTracking().Where(d => definitionId == null || d.DefinitionId == definitionId);
        return await choice.Of(all).OrderBy(d => d.Name).ThenBy(d => d.DefinitionId).ThenByDescending(d => d.Version).ToListAsync(cancel);
    }

    /// <summary>Saves a draft, or publishes at once. A text equal to the latest version's makes no new version.</summary>
    public async Task<DefinitionResult> SaveAsync(SaveDefinition save, CancellationToken cancel)
    {
        var read = DefinitionReader.Read(save.Document, KnownActivities.Registry);
        if (read.Definition is not { } definition) return new DefinitionResult.Invalid(read.Findings);
        if (save.Publish) definition = await PinnedReferences.PinAsync(dbs, definition, cancel);
        var id = save.DefinitionId ?? definition.DefinitionId ?? Guid.CreateVersion7(clock.GetUtcNow()).ToString("n");
        definition = definition with { DefinitionId = id };
        IReadOnlyList<Finding> findings = [.. read.Findings, .. await checks.CheckAsync(definition, cancel)];
        if (save.Publish && findings.Any(f => f.Severity == Severity.Error)) return new DefinitionResult.Invalid(findings);

        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await LockAsync(db, id, cancel);
        var latest = await db.Definitions.AsTracking().SingleOrDefaultAsync(d => d.DefinitionId == id && d.IsLatest, cancel);
        if (StoredText.Key(id) != id) return new DefinitionResult.Conflict($"A workflow's id has at most {StoredText.KeyLength} characters, all of them printable.");
        var hash = DefinitionHash.Of(definition);
        if (save.Seen is { } seen && latest?.Hash.AsSpan().SequenceEqual(hash) == false && DraftTrail.OtherSince(latest, save.Actor, seen) is { } other) return other;
        var isSame = latest is not null && save.File is null && latest.Hash.AsSpan().SequenceEqual(hash);
        // Who does not say which text theirs stands on has not seen somebody else's draft: it stays behind as a version.
        var mayReplace = latest is { PublishedAt: null } && save.File is null && (save.Seen is not null || latest.ChangedBy == save.Actor);
        var stays = isSame || (mayReplace && !await RunsAsync(db, latest!, cancel));
        var draft = stays ? latest! : await NextAsync(db, latest, id, save.Actor, cancel);
        if (draft.PublishedAt is null)
        {
            if (!draft.Hash.AsSpan().SequenceEqual(hash)) DraftTrail.Note(draft, save.Actor, clock.GetUtcNow());
            Fill(draft, definition, hash, save.File);
        }

        await db.SaveChangesAsync(cancel);
        if (save.Publish) await PublishAsync(db, draft, definition, cancel);
        await transaction.CommitAsync(cancel);
        return new DefinitionResult.Done(draft, findings);
    }

    /// <summary>Publishes the latest version. One that is published already stays as it is.</summary>
    public async Task<DefinitionResult> PublishAsync(string definitionId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await LockAsync(db, definitionId, cancel);
        if (await db.Definitions.AsTracking().SingleOrDefaultAsync(d => d.DefinitionId == definitionId && d.IsLatest, cancel) is not { } latest) return Missing(definitionId);
        var definition = Read(latest);
        if (latest.PublishedAt is null)
        {
            definition = await PinnedReferences.PinAsync(dbs, definition, cancel);
            Fill(latest, definition, DefinitionHash.Of(definition), latest.FileName is { } name ? (name, latest.FileHash!) : null);
        }

        var findings = await checks.CheckAsync(definition, cancel);
        if (findings.Any(f => f.Severity == Severity.Error)) return new DefinitionResult.Invalid(findings);
        if (!latest.IsPublished) await PublishAsync(db, latest, definition, cancel);
        await transaction.CommitAsync(cancel);
        return new DefinitionResult.Done(latest, findings);
    }

    /// <summary>Takes the published version back: nothing new starts, what runs goes on.</summary>
    public async Task<DefinitionResult> RetractAsync(string definitionId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await LockAsync(db, definitionId, cancel);
        if (await db.Definitions.AsTracking().SingleOrDefaultAsync(d => d.DefinitionId == definitionId && d.IsPublished, cancel) is not { } published)
        {
            return await db.Definitions.AnyAsync(d => d.DefinitionId == definitionId, cancel)
                ? new DefinitionResult.Conflict($"Workflow '{definitionId}' is not published.")
                : Missing(definitionId);
        }

        published.IsPublished = false;
        await db.SaveChangesAsync(cancel);
        await triggers.RemoveAsync(db, definitionId, cancel);
        await transaction.CommitAsync(cancel);
        return new DefinitionResult.Done(published, []);
    }

    /// <summary>Makes a new draft of an old version.</summary>
    public async Task<DefinitionResult> RevertAsync(string definitionId, int version, string? actor, CancellationToken cancel)
    {
        if (await FindAsync(definitionId, new VersionChoice(VersionKind.Number, version), cancel) is not { } old)
            return new DefinitionResult.NotFound($"Workflow '{definitionId}' has no version {version}.");
        return await SaveAsync(new SaveDefinition { Document = JsonNode.Parse(old.Json)!, DefinitionId = definitionId, Actor = actor }, cancel);
    }

    /// <summary>The definition of a stored version.</summary>
    public static WorkflowDefinition Read(DefinitionVersion version)
    {
        var read = DefinitionReader.Read(version.Json, KnownActivities.Registry);
        var definition = read.Definition ?? throw new InvalidDataException($"Expected version '{version.Id}' to be stored as a definition, but: {read.Findings[0].Message}");
        return definition with { Id = version.Id, DefinitionId = version.DefinitionId, Version = version.Version };
    }

    private async Task PublishAsync(OrderFlowDb db, DefinitionVersion version, WorkflowDefinition definition, CancellationToken cancel)
    {
        // The other one first: at no moment are there two, which the index would refuse.
        await db.Definitions.Where(d => d.DefinitionId == version.DefinitionId && d.IsPublished && d.Id != version.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.IsPublished, false), cancel);
        version.IsPublished = true;
        version.PublishedAt ??= clock.GetUtcNow();
        await db.SaveChangesAsync(cancel);
        await triggers.ReplaceAsync(db, version, definition, cancel);
    }

    private async Task<DefinitionVersion> NextAsync(OrderFlowDb db, DefinitionVersion? latest, string id, string? actor, CancellationToken cancel)
    {
        if (latest is not null)
        {
            latest.IsLatest = false;
            await db.SaveChangesAsync(cancel);
        }

        var next = new DefinitionVersion
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("n"),
            DefinitionId = id,
            Version = (await db.Definitions.Where(d => d.DefinitionId == id).MaxAsync(d => (int?)d.Version, cancel) ?? 0) + 1,
            IsLatest = true,
            CreatedAt = clock.GetUtcNow(),
            CreatedBy = actor,
        };
        if (latest is not null) DraftTrail.Continue(latest, next);
        db.Definitions.Add(next);
        return next;
    }

    // A draft that is being tried out stays as its instances know it; so does one that somebody draws while a file is published.
    private static Task<bool> RunsAsync(OrderFlowDb db, DefinitionVersion draft, CancellationToken cancel) =>
        db.Instances.AnyAsync(i => i.DefinitionId == draft.DefinitionId && i.Status == WorkflowStatus.Running && i.DefinitionVersionId == draft.Id, cancel);

    private static void Fill(DefinitionVersion draft, WorkflowDefinition definition, byte[] hash, (string Name, byte[] Hash)? file)
    {
        draft.Name = StoredText.Clean(definition.Name);
        draft.Description = StoredText.CleanOrNull(definition.Description);
        draft.ToolVersion = StoredText.CleanOrNull(definition.ToolVersion);
        draft.Json = DefinitionWriter.Text(DefinitionWriter.WithIdentity(definition, draft.Id, draft.DefinitionId, draft.Version, draft.IsLatest, draft.IsPublished, draft.CreatedAt));
        draft.Hash = hash;
        draft.Activation = definition.Options.Activation;
        draft.UsableAsActivity = definition.Options.UsableAsActivity;
        (draft.FileName, draft.FileHash) = file is var (name, text) ? (name, text) : (null, null);
    }

    // The same lock that the guard of every start takes shared.
    internal static Task<int> LockAsync(OrderFlowDb db, string definitionId, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('definition ' || {definitionId}, 0))", cancel);

    private static DefinitionResult.NotFound Missing(string definitionId) => new($"There is no workflow '{definitionId}'.");
}
