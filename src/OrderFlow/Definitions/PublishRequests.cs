using Microsoft.EntityFrameworkCore;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>Reads who asked to publish what, and what became of it.</summary>
public sealed class PublishRequests(IDbContextFactory<OrderFlowDb> dbs)
{
    /// <summary>The one that waits; null: none does.</summary>
    public async Task<PublishRequest?> PendingAsync(string definitionId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.PublishRequests.AsNoTracking().SingleOrDefaultAsync(r => r.DefinitionId == definitionId && r.State == PublishRequestState.Pending, cancel);
    }

    /// <summary>All of a workflow, the newest first.</summary>
    public async Task<IReadOnlyList<PublishRequest>> ListAsync(string definitionId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.PublishRequests.AsNoTracking().Where(r => r.DefinitionId == definitionId).OrderByDescending(r => r.AskedAt).ThenByDescending(r => r.Id).ToListAsync(cancel);
    }

    /// <summary>The last one, as long as the version that it is for is the latest and not in use; null: none.</summary>
    public async Task<PublishRequest?> LatestAsync(string definitionId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.PublishRequests.AsNoTracking()
            .Where(r => r.DefinitionId == definitionId && db.Definitions.Any(d => d.DefinitionId == r.DefinitionId && d.IsLatest && !d.IsPublished && d.Version - 1 <= r.Version))
            .OrderByDescending(r => r.AskedAt).ThenByDescending(r => r.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Whether this person may confirm, and refuse, a request that waits. What counts is looked at again when they do.</summary>
    internal async Task<(bool Confirm, bool Refuse)> MayDecideAsync(PublishRequest request, string actor, IEnumerable<string> roles, CancellationToken cancel)
    {
        if (request.State != PublishRequestState.Pending || request.AskedBy == actor) return (false, false);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var latest = await db.Definitions.AsNoTracking().SingleOrDefaultAsync(d => d.DefinitionId == request.DefinitionId && d.IsLatest, cancel);
        var mayRelease = latest is not null && SecondPerson.MayRelease(latest.ReleaseRule ?? SecondPerson.Anybody, roles);
        return (mayRelease && latest!.ChangedBy != actor, mayRelease);
    }
}
