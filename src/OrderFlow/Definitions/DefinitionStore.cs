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
public sealed class DefinitionStore(IDbContextFactory<OrderFlowDb> dbs, DefinitionChecks checks, PublishedTriggers triggers, Publication publication, TimeProvider clock)
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

    /// <summary>
    /// Saves a draft, or publishes at once, where that does not wait for a second person. A text equal to the latest version's makes
    /// no new version.
    /// </summary>
    public async Task<DefinitionResult> SaveAsync(SaveDefinition save, CancellationToken cancel)
    {
        var read = DefinitionReader.Read(save.Document, KnownActivities.Registry);
        if (read.Definition is not { } definition) return new DefinitionResult.Invalid(read.Findings);
        if (VersionNote.Fault(save.Note) is { } fault) return fault;
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
        var isSame = latest?.Hash.AsSpan().SequenceEqual(hash) == true;
        // Who does not say which text theirs stands on has not seen somebody else's draft: it stays behind as a version.
        var mayReplace = latest is { PublishedAt: null } && (save.Seen is not null || latest.ChangedBy == save.Actor);
        var stays = save is { File: null, AsNewVersion: false } && (isSame || (mayReplace && !await RunsAsync(db, latest!, cancel)));
        var draft = stays ? latest! : await DraftRows.NextAsync(db, latest, id, save.Actor, clock.GetUtcNow(), cancel);
        if (draft.PublishedAt is null)
        {
            if (!draft.Hash.AsSpan().SequenceEqual(hash)) DraftTrail.Note(draft, save.Actor, clock.GetUtcNow());
            DraftRows.Fill(draft, definition, hash, save.File);
        }

        await db.SaveChangesAsync(cancel);
        return await FinishAsync(db, draft, save.Publish ? definition : null, save.Actor, save.Note, findings, cancel);
    }

    /// <summary>
    /// Publishes the latest version, or asks a second person to, where that is needed. One that is published already stays as it is;
    /// one for which somebody has asked already waits as it did.
    /// </summary>
    public async Task<DefinitionResult> PublishAsync(PublishDefinition command, CancellationToken cancel)
    {
        if (VersionNote.Fault(command.Note) is { } fault) return fault;
        while (await FindAsync(command.DefinitionId, VersionChoice.Latest, cancel) is { } seen)
        {
            // Outside of the lock: whoever holds a connection must not wait for another, or those who wait for the lock leave none.
            var stored = Read(seen);
            var definition = seen.PublishedAt is null ? await PinnedReferences.PinAsync(dbs, stored, cancel) : stored;
            var findings = await checks.CheckAsync(definition, cancel);
            if (findings.Any(f => f.Severity == Severity.Error)) return new DefinitionResult.Invalid(findings);

            await using var db = await dbs.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await LockAsync(db, seen.DefinitionId, cancel);
            var latest = await db.Definitions.AsTracking().SingleOrDefaultAsync(d => d.DefinitionId == seen.DefinitionId && d.IsLatest, cancel);
            // Somebody has saved or deleted it meanwhile.
            if (latest is null || latest.Id != seen.Id || !latest.Hash.AsSpan().SequenceEqual(seen.Hash)) continue;
            // A text in which nothing had to be pinned keeps its hash: saved once more, it is still the same.
            if (!DefinitionHash.Of(definition).AsSpan().SequenceEqual(DefinitionHash.Of(stored))) DraftRows.Fill(latest, definition, DefinitionHash.Of(definition), latest.FileName is { } name ? (name, latest.FileHash!) : null);
            return await FinishAsync(db, latest, latest.IsPublished ? null : definition, command.Actor, command.Note, findings, cancel);
        }

        return Missing(command.DefinitionId);
    }

    /// <summary>Says what was changed in the draft and why. A request to publish that waits is taken back: it was for another note.</summary>
    /// <param name="note">At most 1,000 characters; null or empty: nothing is said.</param>
    public async Task<DefinitionResult> SetNoteAsync(string definitionId, string? note, string? actor, CancellationToken cancel)
    {
        if (VersionNote.Fault(note) is { } fault) return fault;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await LockAsync(db, definitionId, cancel);
        if (await db.Definitions.AsTracking().SingleOrDefaultAsync(d => d.DefinitionId == definitionId && d.IsLatest, cancel) is not { } latest) return Missing(definitionId);
        if (latest.PublishedAt is not null) return new DefinitionResult.Conflict($"Version {latest.Version} of workflow '{definitionId}' was published: its note stays as it is.");
        var takenBack = latest.Note == VersionNote.Kept(note) ? null : await publication.TakeBackAsync(db, definitionId, null, actor, cancel);
        latest.Note = VersionNote.Kept(note);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new DefinitionResult.Done(latest, []) { TakenBack = takenBack };
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

    /// <summary>Makes a new draft of an old version; a draft that is there stays as a version before it.</summary>
    public async Task<DefinitionResult> RevertAsync(string definitionId, int version, string? actor, CancellationToken cancel)
    {
        if (await FindAsync(definitionId, new VersionChoice(VersionKind.Number, version), cancel) is not { } old)
            return new DefinitionResult.NotFound($"Workflow '{definitionId}' has no version {version}.");
        return await SaveAsync(new SaveDefinition { Document = JsonNode.Parse(old.Json)!, DefinitionId = definitionId, AsNewVersion = true, Actor = actor }, cancel);
    }

    /// <summary>The definition of a stored version.</summary>
    public static WorkflowDefinition Read(DefinitionVersion version)
    {
        var read = DefinitionReader.Read(version.Json, KnownActivities.Registry);
        var definition = read.Definition ?? throw new InvalidDataException($"Expected version '{version.Id}' to be stored as a definition, but: {read.Findings[0].Message}");
        return definition with { Id = version.Id, DefinitionId = version.DefinitionId, Version = version.Version };
    }

    // The last steps of every change of a draft, in the caller's transaction.
    private async Task<DefinitionResult> FinishAsync(OrderFlowDb db, DefinitionVersion latest, WorkflowDefinition? toPublish, string? actor, string? note, IReadOnlyList<Finding> findings, CancellationToken cancel)
    {
        var takenBack = await publication.TakeBackAsync(db, latest.DefinitionId, latest, actor, cancel);
        var waits = await db.PublishRequests.AnyAsync(r => r.DefinitionId == latest.DefinitionId && r.State == PublishRequestState.Pending, cancel);
        // What was asked for keeps the note with which it was.
        if (note is not null && latest.PublishedAt is null && !waits) latest.Note = VersionNote.Kept(note);
        await db.SaveChangesAsync(cancel);
        var asked = toPublish is null ? null : await publication.PublishOrAskAsync(db, latest, toPublish, actor, cancel);
        await db.Database.CommitTransactionAsync(cancel);
        return asked is null ? new DefinitionResult.Done(latest, findings) { TakenBack = takenBack } : new DefinitionResult.Waiting(latest, asked, findings);
    }

    // A draft that is being tried out stays as its instances know it; so does one that somebody draws while a file is published.
    private static Task<bool> RunsAsync(OrderFlowDb db, DefinitionVersion draft, CancellationToken cancel) =>
        db.Instances.AnyAsync(i => i.DefinitionId == draft.DefinitionId && i.Status == WorkflowStatus.Running && i.DefinitionVersionId == draft.Id, cancel);

    // The same lock that the guard of every start takes shared.
    internal static Task<int> LockAsync(OrderFlowDb db, string definitionId, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('definition ' || {definitionId}, 0))", cancel);

    private static DefinitionResult.NotFound Missing(string definitionId) => new($"There is no workflow '{definitionId}'.");
}
