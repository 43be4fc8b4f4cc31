using Microsoft.EntityFrameworkCore;
using OrderFlow.Persistence;

namespace OrderFlow.People;

/// <summary>The roles that somebody has.</summary>
internal sealed class RoleNames(IDbContextFactory<OrderFlowDb> dbs)
{
    /// <summary>Each once, by name.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var roles = await db.Users.AsNoTracking().Where(u => u.IsActive).Select(u => u.Roles).ToListAsync(cancel);
        return [.. roles.SelectMany(r => r).Distinct().Order(StringComparer.Ordinal)];
    }
}
