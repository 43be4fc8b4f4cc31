using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Definitions;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>
/// What publishing does to the rows, or where a second person is needed, asking for it. Whoever calls holds the definition's lock
/// and commits.
/// </summary>
public sealed class Publication(PublishedTriggers triggers, TimeProvider clock)
{
    /// <summary>
    /// Publishes, or keeps the request. The system publishes at once: what it publishes are files of the host, which were looked
    /// at where they are kept, and nobody who could ask stands behind them.
    /// </summary>
    /// <returns>Null: it is published. Else the request that waits.</returns>
    internal async Task<PublishRequest?> PublishOrAskAsync(OrderFlowDb db, DefinitionVersion version, WorkflowDefinition definition, string? actor, CancellationToken cancel)
    {
        if (version.IsPublished || actor is null || version.ReleaseRule is null)
        {
            await PublishAsync(db, version, definition, actor, cancel);
            return null;
        }

        if (await PendingAsync(db, version.DefinitionId, cancel) is { } asked) return asked;
        var request = new PublishRequest
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            DefinitionId = version.DefinitionId,
            VersionId = version.Id,
            Version = version.Version,
            Hash = version.Hash,
            AskedBy = actor,
            AskedAt = clock.GetUtcNow(),
            Note = version.Note,
        };
        db.PublishRequests.Add(request);
        await ReleaseLetters.AddAsync(db, version, request, cancel);
        await db.SaveChangesAsync(cancel);
        return request;
    }

    internal async Task PublishAsync(OrderFlowDb db, DefinitionVersion version, WorkflowDefinition definition, string? actor, CancellationToken cancel)
    {
        // The other one first: at no moment are there two, which the index would refuse.
        await db.Definitions.Where(d => d.DefinitionId == version.DefinitionId && d.IsPublished && d.Id != version.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.IsPublished, false), cancel);
        version.IsPublished = true;
        if (version.PublishedAt is null) (version.PublishedAt, version.PublishedBy) = (clock.GetUtcNow(), actor);
        version.SecondPersonInForce = version.SecondPerson;
        await db.SaveChangesAsync(cancel);
        await triggers.ReplaceAsync(db, version, definition, cancel);
    }

    /// <summary>Ends the request that waits, unless it is for this very text.</summary>
    /// <param name="latest">As it is after the change; null: it is deleted.</param>
    /// <returns>The one that was taken back; null: none waited, or it still does.</returns>
    internal async Task<PublishRequest?> TakeBackAsync(OrderFlowDb db, string definitionId, DefinitionVersion? latest, string? actor, CancellationToken cancel)
    {
        if (await PendingAsync(db, definitionId, cancel) is not { } pending) return null;
        if (latest is { IsPublished: false } && pending.VersionId == latest.Id && pending.Hash.AsSpan().SequenceEqual(latest.Hash)) return null;
        (pending.State, pending.DecidedBy, pending.DecidedAt) = (PublishRequestState.TakenBack, actor, clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return pending;
    }

    private static Task<PublishRequest?> PendingAsync(OrderFlowDb db, string definitionId, CancellationToken cancel) =>
        db.PublishRequests.AsTracking().SingleOrDefaultAsync(r => r.DefinitionId == definitionId && r.State == PublishRequestState.Pending, cancel);
}
