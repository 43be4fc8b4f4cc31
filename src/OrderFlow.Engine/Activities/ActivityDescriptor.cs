namespace OrderFlow.Engine.Activities;

/// <summary>What a designer and the validator need to know of an activity type.</summary>
public sealed record ActivityDescriptor
{
    /// <summary>As in definitions: "Elsa.WriteLine".</summary>
    public required string TypeName { get; init; }

    public int Version { get; init; } = 1;
    public required string Category { get; init; }
    public required string Description { get; init; }

    /// <summary>Name in the toolbox; null: the last part of the type name.</summary>
    public string? DisplayName { get; init; }

    public ActivityKind Kind { get; init; } = ActivityKind.Action;
    public IReadOnlyList<InputDescriptor> Inputs { get; init; } = [];
    public IReadOnlyList<OutputDescriptor> Outputs { get; init; } = [];

    /// <summary>Outcomes that a flowchart can connect. Empty: "Done", unless <see cref="IsTerminal"/> or the outcomes come from an input.</summary>
    public IReadOnlyList<string> FlowPorts { get; init; } = [];

    /// <summary>Ports that hold a child activity, PascalCase: Then, Body …</summary>
    public IReadOnlyList<string> EmbeddedPorts { get; init; } = [];

    /// <summary>True where children stand in <c>activities</c>.</summary>
    public bool IsContainer { get; init; }

    /// <summary>True for End, Finish, Complete, Break: nothing follows it.</summary>
    public bool IsTerminal { get; init; }

    public bool IsStart { get; init; }

    /// <summary>False: known, but not offered in the toolbox.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>Name of the list input whose items are further flow ports (FlowFork.Branches, RunJavaScript.PossibleOutcomes); null: none.</summary>
    public string? OutcomesInput { get; init; }

    /// <summary>Outcomes that exist whatever <see cref="OutcomesInput"/> says.</summary>
    public IReadOnlyList<string> FixedOutcomes { get; init; } = [];
}

/// <summary>Elsa's kinds of activity.</summary>
public enum ActivityKind
{
    Action,
    Trigger,
    Job,
    Task,
}

/// <summary>One input. <see cref="TypeName"/> is an alias ("String", "Int32", "List&lt;String&gt;"); <see cref="Default"/> null: none.</summary>
/// <param name="IsWrapped">False: plain JSON in the definition, no expression.</param>
/// <param name="Options">The allowed literals of a drop-down list; null: free.</param>
/// <param name="IsRequired">True: a definition without it does not publish.</param>
/// <param name="AutoEvaluate">False: the activity evaluates it itself, when and as often as it needs.</param>
public sealed record InputDescriptor(
    string Name,
    string TypeName,
    string UiHint = "singleline",
    string? Description = null,
    object? Default = null,
    bool IsWrapped = true,
    IReadOnlyList<string>? Options = null,
    bool IsRequired = false,
    bool AutoEvaluate = true);

/// <summary>One output.</summary>
public sealed record OutputDescriptor(string Name, string TypeName, string? Description = null);
