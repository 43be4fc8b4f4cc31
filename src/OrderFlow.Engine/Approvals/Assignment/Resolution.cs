using System.Text.Json;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Approvals;

/// <summary>What assignee rules are resolved against.</summary>
internal sealed record Surroundings(Organisation Organisation, string? Initiator)
{
    /// <summary>The task's form; undefined: none.</summary>
    public JsonElement Form { get; init; }

    /// <summary>What the workflow was started with.</summary>
    public IReadOnlyDictionary<string, JsonElement> Document { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Whom others have chosen for this task: by whom (an activity's name, "initiator"), and the entries.</summary>
    public IReadOnlyList<(string By, IReadOnlyList<string> People)> Chosen { get; init; } = [];
}

/// <summary>A place to be filled: who, and why.</summary>
internal sealed record Candidate(string Entry, SeatReason Reason, int Weight, bool HasVeto)
{
    /// <summary>Counted as agreeing without being asked.</summary>
    public bool IsPassed { get; init; }
}

/// <summary>Turns assignee rules into entries of people and roles, each with the reason. Nobody twice.</summary>
internal static class Resolution
{
    public static List<Candidate> Resolve(IEnumerable<AssigneeRule> rules, Surroundings around) =>
    [
        .. rules.SelectMany(rule => Of(rule, around).Where(c => IsThere(c.Entry, around.Organisation)).Select(c => new Candidate(c.Entry, c.Reason, rule.Weight, rule.HasVeto)))
            .DistinctBy(c => c.Entry, StringComparer.Ordinal),
    ];

    private static IEnumerable<(string Entry, SeatReason Reason)> Of(AssigneeRule rule, Surroundings around)
    {
        var organisation = around.Organisation;
        switch (rule.Kind)
        {
            case AssigneeKind.User:
                return [(Entries.User(rule.Name!), new SeatReason(ReasonKind.Named))];
            case AssigneeKind.Role when rule.Each:
                return People(organisation.WithRole(rule.Name!), new SeatReason(ReasonKind.Role, rule.Name));
            case AssigneeKind.Role:
                return [(Entries.Role(rule.Name!), new SeatReason(ReasonKind.Role, rule.Name))];
            case AssigneeKind.Department:
                return People(organisation.MembersOf(rule.Name!), new SeatReason(ReasonKind.Department, rule.Name));
            case AssigneeKind.Position:
                return People(organisation.WithPosition(rule.Name!), new SeatReason(ReasonKind.Position, rule.Name));
            case AssigneeKind.Initiator:
                return around.Initiator is { } self ? People([self], new SeatReason(ReasonKind.Initiator)) : [];
            case AssigneeKind.Manager:
                return (rule.Of ?? around.Initiator) is { } managed ? Up(organisation.ManagersOf(managed), rule, new SeatReason(ReasonKind.Manager, Of: managed)) : [];
            case AssigneeKind.Head:
                return Heads(rule, around);
            case AssigneeKind.Chosen:
                return around.Chosen.Where(c => rule.Name is null || c.By.Equals(rule.Name, StringComparison.OrdinalIgnoreCase))
                    .SelectMany(c => c.People.Select(Entries.Read).OfType<string>().Select(p => (p, new SeatReason(ReasonKind.Chosen, Of: c.By))));
            case AssigneeKind.Field:
                return Named(Path(around.Form, rule.Name!.Split('.')), new SeatReason(ReasonKind.Field, rule.Name));
            case AssigneeKind.Document:
                var path = rule.Name!.Split('.');
                return Named(around.Document.TryGetValue(path[0], out var value) ? Path(value, path[1..]) : default, new SeatReason(ReasonKind.Document, rule.Name));
            default:
                throw new InvalidOperationException($"Expected a known kind of assignee, but got {rule.Kind}.");
        }
    }

    private static IEnumerable<(string, SeatReason)> Heads(AssigneeRule rule, Surroundings around)
    {
        var of = rule.Of ?? around.Initiator;
        var department = rule.Name ?? (of is null ? null : around.Organisation.Find(of)?.Department);
        return department is null ? [] : Up(around.Organisation.HeadsOf(department), rule, new SeatReason(ReasonKind.Head, rule.Name, rule.Name is null ? of : null));
    }

    private static IEnumerable<(string, SeatReason)> Up(IEnumerable<string> chain, AssigneeRule rule, SeatReason reason) => chain
        .Take(rule.Levels)
        .Select((name, i) => (Name: name, Level: i + 1))
        .Where(c => rule.Each || c.Level == rule.Levels)
        .Select(c => (Entries.User(c.Name), reason with { Levels = c.Level }));

    private static IEnumerable<(string, SeatReason)> People(IEnumerable<string> names, SeatReason reason) => names.Select(n => (Entries.User(n), reason));

    private static IEnumerable<(string, SeatReason)> Named(JsonElement value, SeatReason reason)
    {
        var items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        return items.Select(JsonValues.AsString).Select(Entries.Read).OfType<string>().Select(entry => (entry, reason));
    }

    private static JsonElement Path(JsonElement value, IEnumerable<string> path)
    {
        foreach (var part in path) value = value.ValueKind == JsonValueKind.Object && value.TryGetProperty(part, out var member) ? member : default;
        return value;
    }

    // Who has left, and a role that nobody has, would keep the task waiting for ever. What is not known here may exist all the same.
    private static bool IsThere(string entry, Organisation organisation)
    {
        if (organisation.IsUnknown) return true;
        return Entries.RoleOf(entry) is { } role ? organisation.WithRole(role).Any() : organisation.Find(Entries.PersonOf(entry)!) is not { IsActive: false };
    }
}
