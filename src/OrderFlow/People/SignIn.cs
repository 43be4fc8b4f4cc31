using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.People;

/// <summary>What came of a sign-in.</summary>
internal abstract record SignInResult
{
    public sealed record Done(User User) : SignInResult;

    /// <summary>Name and password do not belong together, or the user is not active: which of them is not said.</summary>
    public sealed record Wrong : SignInResult;

    /// <summary>Too many failures: not even the right password is taken until <see cref="SignIn.Pause"/> has passed.</summary>
    public sealed record Paused : SignInResult;
}

/// <summary>Tells who is who by name and password.</summary>
internal sealed class SignIn(NpgsqlDataSource database, IDbContextFactory<OrderFlowDb> dbs, TimeProvider clock)
{
    /// <summary>Failures in a row that are taken for mistyping.</summary>
    public const int Patience = 10;

    /// <summary>How long a name is left in peace after that.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private static readonly PasswordHasher<User> Hasher = new();
    private static readonly string NobodysHash = Hasher.HashPassword(new User(), Guid.NewGuid().ToString());

    /// <summary>Counted before the password is looked at: a thousand guesses at once get no further than ten in a row.</summary>
    public async Task<SignInResult> TryAsync(string name, string password, CancellationToken cancel)
    {
        var known = name.Trim().ToLowerInvariant();
        if (await CountAsync(known, cancel) > Patience) return new SignInResult.Paused();
        var user = await FindActiveAsync(known, cancel);
        // Without a user the same work is done, so that the time taken does not tell who exists.
        var verified = Hasher.VerifyHashedPassword(user ?? new User(), user?.PasswordHash ?? NobodysHash, password);
        if (user?.PasswordHash is null || verified == PasswordVerificationResult.Failed) return new SignInResult.Wrong();
        await ForgetAsync(known, cancel);
        return new SignInResult.Done(user);
    }

    /// <summary>Null: there is none, or not active.</summary>
    public async Task<User?> FindActiveAsync(string? name, CancellationToken cancel)
    {
        if (name is null) return null;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Name == name && u.IsActive, cancel);
    }

    private async Task<int> CountAsync(string name, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(
            """
            INSERT INTO sign_in_failures AS f (name, count, last_at) VALUES ($1, 1, $2)
            ON CONFLICT (name) DO UPDATE SET
                count = CASE WHEN f.last_at < $3 THEN 1 ELSE least(f.count + 1, 1000) END,
                last_at = CASE WHEN f.count > $4 AND f.last_at >= $3 THEN f.last_at ELSE $2 END
            RETURNING count
            """);
        foreach (var parameter in new[] { Key(name), Time(now), Time(now - Pause), Int(Patience) }) command.Parameters.Add(parameter);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    private async Task ForgetAsync(string name, CancellationToken cancel)
    {
        // The names that nobody has are cleared with it, or whoever guesses names would fill the table.
        await using var command = database.CreateCommand("DELETE FROM sign_in_failures WHERE name = $1 OR last_at < $2");
        command.Parameters.Add(Key(name));
        command.Parameters.Add(Time(clock.GetUtcNow() - Pause));
        await command.ExecuteNonQueryAsync(cancel);
    }
}
