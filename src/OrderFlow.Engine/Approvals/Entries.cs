namespace OrderFlow.Engine.Approvals;

/// <summary>The entries by which people and roles are named: "user:ann", "role:finance".</summary>
public static class Entries
{
    private const string UserPrefix = "user:";
    private const string RolePrefix = "role:";

    // User names are in small letters: a task would be on nobody's list else.
    public static string User(string name) => UserPrefix + name.Trim().ToLowerInvariant();

    public static string Role(string name) => RolePrefix + name.Trim();

    /// <summary>The person whom an entry names; null: it names a role.</summary>
    public static string? PersonOf(string entry) => entry.StartsWith(UserPrefix, StringComparison.Ordinal) ? entry[UserPrefix.Length..] : null;

    /// <summary>The role that an entry names; null: it names a person.</summary>
    public static string? RoleOf(string entry) => entry.StartsWith(RolePrefix, StringComparison.Ordinal) ? entry[RolePrefix.Length..] : null;

    /// <summary>Text as an entry: a name alone is a person's. Null: it names nobody.</summary>
    public static string? Read(string? text)
    {
        var given = text?.Trim() ?? "";
        if (RoleOf(given) is { } role) return string.IsNullOrWhiteSpace(role) ? null : Role(role);
        var person = PersonOf(given) ?? given;
        return string.IsNullOrWhiteSpace(person) ? null : User(person);
    }

    /// <summary>Whether an entry means a person with these roles.</summary>
    public static bool Means(string entry, string person, IReadOnlySet<string> roles) =>
        RoleOf(entry) is { } role ? roles.Contains(role) : entry.Equals(UserPrefix + person, StringComparison.OrdinalIgnoreCase);

    internal static bool IsSame(string? one, string? other) => one is not null && one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
