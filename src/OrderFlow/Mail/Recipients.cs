using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Execution;
using OrderFlow.People;
using OrderFlow.Persistence;

namespace OrderFlow.Mail;

/// <summary>Finds the people behind "user:ann" and "role:finance": the active ones that have a mail address.</summary>
internal sealed class Recipients(IDbContextFactory<OrderFlowDb> dbs)
{
    public const string UserPrefix = "user:";
    private const string RolePrefix = "role:";

    /// <summary>Each person once, by name.</summary>
    public async Task<IReadOnlyList<User>> PeopleAsync(IReadOnlyList<string> recipients, CancellationToken cancel)
    {
        var names = Behind(recipients, UserPrefix);
        var roles = Behind(recipients, RolePrefix);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Users.AsNoTracking()
            .Where(u => u.IsActive && u.Email != null && (names.Contains(u.Name) || u.Roles.Any(r => roles.Contains(r))))
            .OrderBy(u => u.Name).ToListAsync(cancel);
    }

    /// <summary>Null: nobody active has this name.</summary>
    public async Task<User?> PersonAsync(string name, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Name == name && u.IsActive, cancel);
    }

    /// <summary>Addresses as they are, and those of the people named.</summary>
    /// <returns>Each address once, and the names behind which there is nobody.</returns>
    public async Task<(IReadOnlyList<string> Addresses, IReadOnlyList<string> Unknown)> AddressesAsync(IReadOnlyList<string> recipients, CancellationToken cancel)
    {
        var named = recipients.Where(IsNamed).ToList();
        var people = named.Count == 0 ? [] : await PeopleAsync(named, cancel);
        var unknown = named.Where(n => !people.Any(p => n == UserPrefix + p.Name || p.Roles.Any(r => n == RolePrefix + r))).ToList();
        return ([.. recipients.Where(r => !IsNamed(r)).Concat(people.Select(p => p.Email!)).Distinct(StringComparer.OrdinalIgnoreCase)], unknown);
    }

    /// <summary>The mail with the addresses of its recipients; or why it goes to nobody.</summary>
    public async Task<(OutgoingMail? Mail, string? Nobody)> AddressAsync(Guid id, MailContent content, CancellationToken cancel)
    {
        var (to, unknown) = await AddressesAsync([.. content.To], cancel);
        var (cc, _) = await AddressesAsync([.. content.Cc], cancel);
        var (bcc, _) = await AddressesAsync([.. content.Bcc], cancel);
        // Who has left or has no address must not keep the mail from the others.
        if (to.Count + cc.Count + bcc.Count == 0)
            return (null, $"Nobody to send '{content.Subject}' to: {(unknown.Count == 0 ? "it names no recipient" : $"no active person with a mail address is {string.Join(", ", unknown)}")}.");
        return (new OutgoingMail(id, content.From, to, cc, bcc, content.Subject, content.Body) { Attachments = content.Attachments }, null);
    }

    private static bool IsNamed(string recipient) => recipient.StartsWith(UserPrefix, StringComparison.Ordinal) || recipient.StartsWith(RolePrefix, StringComparison.Ordinal);

    private static List<string> Behind(IEnumerable<string> recipients, string prefix) =>
        [.. recipients.Where(r => r.StartsWith(prefix, StringComparison.Ordinal)).Select(r => r[prefix.Length..])];
}
