using Microsoft.EntityFrameworkCore;
using OrderFlow.Instances;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>Deletes a definition with all its versions and instances, or one version with its instances.</summary>
/// <param name="VersionId">Null: all of it.</param>
public sealed record DeleteDefinition(string DefinitionId, string? VersionId = null)
{
    /// <summary>Null: the system.</summary>
    public string? Actor { get; init; }
}

internal sealed class DeleteDefinitionHandler(IDbContextFactory<OrderFlowDb> dbs, PublishedTriggers triggers, Publication publication, InstanceRunner runner)
{
    private const int Batch = 200;

    /// <returns>False: there is none.</returns>
    public async Task<bool> HandleAsync(DeleteDefinition command, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var versions = db.Definitions.Where(d => d.DefinitionId == command.DefinitionId && (command.VersionId == null || d.Id == command.VersionId));
        if (!await versions.AnyAsync(cancel)) return false;
        await using (var withdrawing = await db.Database.BeginTransactionAsync(cancel))
        {
            await DefinitionStore.LockAsync(db, command.DefinitionId, cancel);
            if (await versions.AnyAsync(d => d.IsPublished, cancel)) await triggers.RemoveAsync(db, command.DefinitionId, cancel);
            await versions.Where(d => d.IsPublished).ExecuteUpdateAsync(d => d.SetProperty(v => v.IsPublished, false), cancel);
            await withdrawing.CommitAsync(cancel);
        }

        // A draft can still be started by its id: whoever is faster than the lock is found by the next round.
        while (true)
        {
            await DeleteInstancesAsync(db, command, cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await DefinitionStore.LockAsync(db, command.DefinitionId, cancel);
            if (await Instances(db, command).AnyAsync(cancel)) continue;
            var latest = await db.Definitions.AsNoTracking().SingleOrDefaultAsync(d => d.DefinitionId == command.DefinitionId && d.IsLatest, cancel);
            await versions.ExecuteDeleteAsync(cancel);
            var raised = await RaiseLatestAsync(db, command.DefinitionId, latest?.SecondPersonInForce, cancel);
            await publication.TakeBackAsync(db, command.DefinitionId, raised, command.Actor, cancel);
            await transaction.CommitAsync(cancel);
            return true;
        }
    }

    private async Task DeleteInstancesAsync(OrderFlowDb db, DeleteDefinition command, CancellationToken cancel)
    {
        while (await Instances(db, command).Select(i => i.Id).Take(Batch).ToListAsync(cancel) is { Count: > 0 } ids)
            foreach (var id in ids) await runner.DeleteAsync(id, command.Actor, cancel);
    }

    private static IQueryable<InstanceRow> Instances(OrderFlowDb db, DeleteDefinition command) =>
        db.Instances.Where(i => i.DefinitionId == command.DefinitionId && (command.VersionId == null || i.DefinitionVersionId == command.VersionId));

    // Returns the latest version; null: none is left.
    private static async Task<DefinitionVersion?> RaiseLatestAsync(OrderFlowDb db, string definitionId, string? inForce, CancellationToken cancel)
    {
        var rest = await db.Definitions.AsTracking().Where(d => d.DefinitionId == definitionId).OrderByDescending(d => d.IsLatest).ThenByDescending(d => d.Version).FirstOrDefaultAsync(cancel);
        if (rest is null or { IsLatest: true }) return rest;
        // Who has to release goes on: deleting a version is no way around it.
        (rest.IsLatest, rest.SecondPersonInForce) = (true, inForce);
        await db.SaveChangesAsync(cancel);
        return rest;
    }
}
