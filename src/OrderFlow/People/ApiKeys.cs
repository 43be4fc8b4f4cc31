using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Persistence;

namespace OrderFlow.People;

/// <summary>Makes, knows and revokes API keys.</summary>
internal sealed class ApiKeys(IDbContextFactory<OrderFlowDb> dbs, TimeProvider clock)
{
    private const string Prefix = "of_";

    /// <returns>The row, and the key itself: nobody can tell it again.</returns>
    public async Task<(ApiKey Row, string Key)> CreateAsync(string userName, string label, DateTimeOffset? expiresAt, CancellationToken cancel)
    {
        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var row = new ApiKey
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            UserName = userName,
            Label = StoredText.Clean(label),
            Hash = HashOf(key),
            CreatedAt = clock.GetUtcNow(),
            ExpiresAt = expiresAt?.ToUniversalTime(),
        };
        await using var db = await dbs.CreateDbContextAsync(cancel);
        db.ApiKeys.Add(row);
        await db.SaveChangesAsync(cancel);
        return (row, key);
    }

    /// <summary>The user for whom the key acts; null: no such key, or not any more, or the user is not active.</summary>
    public async Task<User?> UserOfAsync(string key, CancellationToken cancel)
    {
        var (hash, now) = (HashOf(key), clock.GetUtcNow());
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.ApiKeys
            .Where(k => k.Hash == hash && k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now))
            .Join(db.Users.Where(u => u.IsActive), k => k.UserName, u => u.Name, (_, u) => u)
            .AsNoTracking().SingleOrDefaultAsync(cancel);
    }

    /// <summary>Of one user, the newest first, with those that are revoked.</summary>
    public async Task<List<ApiKey>> ListAsync(string userName, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.ApiKeys.AsNoTracking().Where(k => k.UserName == userName).OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.Id).ToListAsync(cancel);
    }

    /// <returns>False: this user has no such key.</returns>
    public async Task<bool> RevokeAsync(string userName, Guid id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.ApiKeys.Where(k => k.UserName == userName && k.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAt, k => k.RevokedAt ?? now), cancel) > 0;
    }

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
