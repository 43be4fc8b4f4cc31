namespace OrderFlow.Engine.Approvals;

/// <summary>Who gives a command. Whoever calls has proved all of it.</summary>
/// <param name="Name">The person at the keyboard.</param>
/// <param name="Roles">His roles at this moment.</param>
public sealed record Caller(string Name, IReadOnlySet<string> Roles)
{
    /// <summary>The person in whose place he acts as stand-in; null: for himself.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The roles of <see cref="OnBehalfOf"/>.</summary>
    public IReadOnlySet<string> OnBehalfRoles { get; init; } = new HashSet<string>();

    /// <summary>May do to the task what an administrator may.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>The person whose rights count.</summary>
    public string Person => OnBehalfOf ?? Name;

    internal bool Is(string entry) => Entries.Means(entry, Person, OnBehalfOf is null ? Roles : OnBehalfRoles);

    internal bool IsPerson(string? name) => Entries.IsSame(name, Person);
}
