using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace OrderFlow.Persistence;

/// <summary>Brings a database to the newest schema. Migrations only go forward.</summary>
public sealed class Migrator(NpgsqlDataSource database, IDbContextFactory<OrderFlowDb> dbs, JournalPartitions partitions)
{
    /// <summary>Any number of hosts may call it at once: the first does the work, the others wait for it.</summary>
    /// <returns>Names of the migrations applied; empty: there were none, or another host was faster.</returns>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        // EF's own lock is a table that must exist before it can be locked: two hosts on an empty database would both make it.
        await using var guard = await SessionLock.TakeAsync(database, AdvisoryLocks.Migration, cancel);

        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        await db.Database.MigrateAsync(cancel);
        await partitions.EnsureAsync(cancel);
        return pending;
    }
}
