using System.Text.Json;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Approvals;

/// <summary>Who is to decide, as it is written in a definition. Resolved to people when the task opens.</summary>
public sealed record AssigneeRule
{
    public AssigneeKind Kind { get; init; }

    /// <summary>The person, role, department, position, field or activity; null: of the initiator.</summary>
    public string? Name { get; init; }

    /// <summary>Whose manager or department: a person, or null for the initiator.</summary>
    public string? Of { get; init; }

    /// <summary>How many levels up, from 1.</summary>
    public int Levels { get; init; } = 1;

    /// <summary>Every one: each manager up to <see cref="Levels"/>, each person of the role.</summary>
    public bool Each { get; init; }

    /// <summary>What it counts in a vote, from 1.</summary>
    public int Weight { get; init; } = 1;

    public bool HasVeto { get; init; }

    /// <summary>
    /// Reads "ann", "user:ann", "role:finance", "department:sales", "head:sales", "head", "manager", "manager:ann", "position:buyer",
    /// "initiator", "chosen", "chosen:Sales", "field:buyer", "document:Owner"; or an object {kind, name, of, levels, each, weight, veto}.
    /// </summary>
    /// <param name="error">What is wrong with it, as a sentence without its full stop; null: nothing.</param>
    public static AssigneeRule? Read(JsonElement value, out string? error)
    {
        error = null;
        if (value.ValueKind == JsonValueKind.String && value.GetString()!.TrimStart().StartsWith('{') && JsonValues.TryParse(value.GetString()!, out var parsed, out _)) value = parsed;
        if (value.ValueKind != JsonValueKind.Object) return ReadText(JsonValues.AsString(value) ?? "", out error);
        var members = value.EnumerateObject().ToDictionary(m => m.Name.ToLowerInvariant(), m => m.Value);
        if (members.Keys.FirstOrDefault(k => k is not ("kind" or "name" or "of" or "levels" or "each" or "weight" or "veto")) is { } unknown)
        {
            error = $"'{unknown}' is no member of an assignee; there are kind, name, of, levels, each, weight and veto";
            return null;
        }

        var kind = Text(members, "kind") ?? "user";
        if (ReadText(Text(members, "name") is { } name && NeedsName(kind) ? $"{kind}:{name}" : kind, out error) is not { } rule) return null;
        var (levels, weight) = (Number(members, "levels"), Number(members, "weight"));
        if (levels is < 1 or > 50) error = "'levels' must be a whole number from 1 to 50";
        if (weight is < 1 or > 1_000_000) error = "'weight' must be a whole number from 1 to 1000000";
        return error is not null ? null : rule with
        {
            Of = Text(members, "of") is { } of && !of.Equals("initiator", StringComparison.OrdinalIgnoreCase) ? Entries.PersonOf(of) ?? of : rule.Of,
            Levels = levels,
            Weight = weight,
            Each = members.TryGetValue("each", out var each) && JsonValues.IsTrue(each),
            HasVeto = members.TryGetValue("veto", out var veto) && JsonValues.IsTrue(veto),
        };
    }

    /// <summary>Nothing, or "user:" and "role:" with nothing behind: an expression that found nobody. It is passed over.</summary>
    public static bool IsBlank(JsonElement value) => JsonValues.IsNullish(value) || (value.ValueKind == JsonValueKind.String && Entries.Read(value.GetString()) is null);

    private static AssigneeRule? ReadText(string text, out string? error)
    {
        error = null;
        var given = text.Trim();
        var cut = given.IndexOf(':', StringComparison.Ordinal);
        var (word, name) = cut < 0 ? (given, null) : (given[..cut].Trim(), given[(cut + 1)..].Trim() is { Length: > 0 } rest ? rest : null);
        switch (word.ToLowerInvariant())
        {
            case "initiator" when name is null:
                return new AssigneeRule { Kind = AssigneeKind.Initiator };
            case "manager":
                return new AssigneeRule { Kind = AssigneeKind.Manager, Of = name };
            case "head":
                return new AssigneeRule { Kind = AssigneeKind.Head, Name = name };
            case "chosen":
                return new AssigneeRule { Kind = AssigneeKind.Chosen, Name = name };
            case "user" or "role" or "department" or "position" or "field" or "document" when name is not null:
                var kind = Enum.Parse<AssigneeKind>(word, ignoreCase: true);
                return new AssigneeRule { Kind = kind, Name = kind == AssigneeKind.User ? name.ToLowerInvariant() : name };
            default:
                if (cut < 0 && given.Length > 0 && !IsKind(given)) return new AssigneeRule { Kind = AssigneeKind.User, Name = given.ToLowerInvariant() };
                error = given.Length == 0
                    ? "an assignee is empty"
                    : $"'{given}' is no assignee; write user, role, department, head, manager, position, initiator, chosen, field or document, then ':' and a name";
                return null;
        }
    }

    private static bool IsKind(string word) => Enum.TryParse<AssigneeKind>(word, ignoreCase: true, out _);

    private static bool NeedsName(string kind) => !kind.Equals("initiator", StringComparison.OrdinalIgnoreCase) && !kind.Contains(':', StringComparison.Ordinal);

    private static string? Text(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) && JsonValues.AsString(value)?.Trim() is { Length: > 0 } text ? text : null;

    // 0 is out of every range: text that is no number is refused by it.
    private static int Number(Dictionary<string, JsonElement> members, string name) =>
        !members.TryGetValue(name, out var value) || JsonValues.IsNullish(value) ? 1 : TypeConversion.TryConvert(value, "Int32", out var number, out _) ? number.GetInt32() : 0;
}

/// <summary>By what an assignee is found.</summary>
public enum AssigneeKind
{
    User,

    /// <summary>One seat that anybody with the role can take; with Each, one for every such person.</summary>
    Role,

    /// <summary>Everybody of it.</summary>
    Department,

    /// <summary>The head of a department, or of the one that somebody belongs to.</summary>
    Head,

    Manager,
    Position,
    Initiator,

    /// <summary>Whom the initiator or an earlier approver has chosen for this task.</summary>
    Chosen,

    /// <summary>A field of the task's form.</summary>
    Field,

    /// <summary>A field of what the workflow was started with.</summary>
    Document,
}
