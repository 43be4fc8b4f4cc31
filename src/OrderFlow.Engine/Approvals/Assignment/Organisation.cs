namespace OrderFlow.Engine.Approvals;

/// <summary>
/// Who works where under whom, as it is at the moment of a burst. A value: the engine asks nobody. Without one
/// (<see cref="None"/>) people and roles can be named all the same; managers, heads and members cannot be found.
/// </summary>
public sealed class Organisation
{
    private const int MostLevels = 50;

    private readonly Dictionary<string, Person> people;
    private readonly Dictionary<string, Department> departments;

    /// <summary>Of two with the same name the first counts. Names of people are compared without case.</summary>
    public Organisation(IEnumerable<Person> people, IEnumerable<Department> departments)
    {
        this.people = people.DistinctBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        this.departments = departments.DistinctBy(d => d.Id).ToDictionary(d => d.Id, StringComparer.Ordinal);
    }

    public static Organisation None { get; } = new([], []);

    /// <summary>True: nothing is known, so that nothing can be said to be missing.</summary>
    public bool IsUnknown => people.Count == 0;

    /// <summary>Null: not known here.</summary>
    public Person? Find(string name) => people.GetValueOrDefault(name);

    /// <summary>Active people with a role, by name.</summary>
    public IEnumerable<string> WithRole(string role) => Active(p => p.Roles.Contains(role));

    public IEnumerable<string> WithPosition(string position) => Active(p => p.Positions.Contains(position));

    /// <summary>Active people of a department itself, without those below it.</summary>
    public IEnumerable<string> MembersOf(string department) => Active(p => p.Departments.Contains(department));

    /// <summary>The active managers above a person, the nearest first. One who has left is passed over; a circle ends it.</summary>
    public IEnumerable<string> ManagersOf(string name)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { name };
        for (var next = Find(name)?.Manager; next is not null && seen.Add(next) && seen.Count <= MostLevels; next = Find(next)?.Manager)
            if (Find(next) is { IsActive: true } manager) yield return manager.Name;
    }

    /// <summary>The active heads of a department and of those above it, the nearest first; each once.</summary>
    public IEnumerable<string> HeadsOf(string department)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var heads = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var next = department; next is not null && seen.Add(next) && seen.Count <= MostLevels; next = departments.GetValueOrDefault(next)?.Parent)
            if (departments.GetValueOrDefault(next)?.Head is { } head && Find(head) is { IsActive: true } person && heads.Add(person.Name)) yield return person.Name;
    }

    private IEnumerable<string> Active(Func<Person, bool> isMeant) => people.Values.Where(p => p.IsActive && isMeant(p)).Select(p => p.Name).Order(StringComparer.Ordinal);
}

/// <summary>Somebody who works here.</summary>
public sealed record Person(string Name)
{
    /// <summary>Name of the manager; null: none.</summary>
    public string? Manager { get; init; }

    /// <summary>Ids; the first is the main one.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>Id of the main department; null: in none.</summary>
    public string? Department => Departments.Count > 0 ? Departments[0] : null;

    public IReadOnlyList<string> Positions { get; init; } = [];
    public IReadOnlySet<string> Roles { get; init; } = new HashSet<string>();

    /// <summary>False: has left.</summary>
    public bool IsActive { get; init; } = true;
}

/// <param name="Parent">Id; null: the top.</param>
/// <param name="Head">Name of a person; null: none.</param>
public sealed record Department(string Id, string? Parent, string? Head);
