using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Persistence;

namespace OrderFlow.People;

/// <summary>The people of the demo: one of every role that the shipped workflows ask for. Made on a database without people, never in production.</summary>
public sealed class DemoPeople(IDbContextFactory<OrderFlowDb> dbs, TimeProvider clock)
{
    /// <summary>Of everybody in the demo.</summary>
    public const string Password = "orderflow-demo";

    private static readonly (string Name, string DisplayName, string Language, string[] Roles)[] Everybody =
    [
        ("admin", "管理员 Admin", "zh-CN", ["admin"]),
        ("pia", "潘颖 Pia", "zh-CN", ["process-owner"]),
        ("mia", "孟佳 Mia", "zh-CN", ["merchandiser"]),
        ("sam", "孙明 Sam", "zh-CN", ["sales"]),
        ("sally", "沙莉 Sally", "zh-CN", ["sales", "sales-lead"]),
        ("fay", "范毅 Fay", "zh-CN", ["finance"]),
        ("fiona", "方娜 Fiona", "zh-CN", ["finance", "finance-lead"]),
        ("lea", "李雅 Lea", "zh-CN", ["legal"]),
        ("leon", "雷恩 Leon", "en", ["legal", "legal-lead"]),
        ("arno", "安诺 Arno", "en", ["archivist"]),
        ("paul", "彭亮 Paul", "zh-CN", ["production"]),
        ("quinn", "秦坤 Quinn", "zh-CN", ["qc"]),
        ("leo", "罗力 Leo", "zh-CN", ["logistics"]),
        ("sue", "苏悦 Sue", "en", ["support"]),
        ("ada", "艾达 Ada", "en", ["administration"]),
        ("ben", "毕恩 Ben", "en", ["budget-owner"]),
        ("vera", "韦拉 Vera", "en", ["supervisor"]),
        ("emil", "艾米 Emil", "en", ["employee"]),
    ];

    /// <summary>The roles that they have, each once.</summary>
    public static IReadOnlyList<string> AllRoles => [.. Everybody.SelectMany(p => p.Roles).Distinct()];

    /// <returns>False: there are people already, and nothing was done.</returns>
    public async Task<bool> SeedAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Users.AnyAsync(cancel)) return false;
        var hasher = new PasswordHasher<User>();
        foreach (var (name, displayName, language, roles) in Everybody)
        {
            var user = new User
            {
                Name = name,
                DisplayName = displayName,
                Email = $"{name}@orderflow.example",
                Roles = roles,
                Language = language,
                TimeZone = language == "zh-CN" ? "Asia/Shanghai" : "UTC",
                CreatedAt = clock.GetUtcNow(),
            };
            user.PasswordHash = hasher.HashPassword(user, Password);
            db.Users.Add(user);
        }

        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Names of those who can still sign in with <see cref="Password"/>, which everybody can read here.</summary>
    public async Task<IReadOnlyList<string>> WithKnownPasswordAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var names = Everybody.Select(p => p.Name).ToArray();
        var users = await db.Users.Where(u => u.IsActive && u.PasswordHash != null && names.Contains(u.Name)).ToListAsync(cancel);
        var hasher = new PasswordHasher<User>();
        return
        [
            .. users.Where(u => hasher.VerifyHashedPassword(u, u.PasswordHash!, Password) != PasswordVerificationResult.Failed)
                .Select(u => u.Name).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>A line that says who can sign in.</summary>
    public static string Describe() => $"Demo sign-ins, all with the password {Password}: {string.Join(", ", Everybody.Select(p => $"{p.Name} ({string.Join(", ", p.Roles)})"))}";
}
