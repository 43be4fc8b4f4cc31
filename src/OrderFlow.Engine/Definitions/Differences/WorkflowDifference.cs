namespace OrderFlow.Engine.Definitions.Differences;

/// <summary>
/// All that two versions of a workflow differ in, but for where things stand on the canvas. Whoever applies it to the one gets
/// the other.
/// </summary>
/// <param name="Workflow">Of the workflow itself: name, variables, inputs, outputs, outcomes, options.</param>
/// <param name="Activities">In the order of the file: those that are in the new version, then those that are gone.</param>
/// <param name="Connections">As <paramref name="Activities"/>.</param>
/// <param name="Replaced">How many activities of both versions have another place or size on the canvas.</param>
public sealed record WorkflowDifference(
    IReadOnlyList<FactChange> Workflow, IReadOnlyList<ActivityChange> Activities, IReadOnlyList<ConnectionChange> Connections, int Replaced)
{
    /// <summary>The same workflow, whatever its picture looks like.</summary>
    public bool IsEmpty => Workflow.Count == 0 && Activities.Count == 0 && Connections.Count == 0;
}

/// <summary>An activity that is not in both versions as it is.</summary>
/// <param name="Old">Null: it is new.</param>
/// <param name="New">Null: it is gone.</param>
/// <param name="OldPlace">Where it was; null: nowhere.</param>
/// <param name="NewPlace">Where it is; null: nowhere.</param>
/// <param name="IsMoved">It stands in another container, or under another port.</param>
/// <param name="Facts">What is said of it otherwise; of a new one all that is said, of one that is gone all that was.</param>
public sealed record ActivityChange(ActivityDefinition? Old, ActivityDefinition? New, ActivityPlace? OldPlace, ActivityPlace? NewPlace, bool IsMoved, IReadOnlyList<FactChange> Facts)
{
    /// <summary>As it is now, or was last.</summary>
    public ActivityDefinition Activity => New ?? Old!;

    public ChangeKind Kind => Old is null ? ChangeKind.Added : New is null ? ChangeKind.Removed : ChangeKind.Changed;
}

/// <summary>Where an activity stands.</summary>
/// <param name="Parent">Null: it is the root.</param>
/// <param name="Slot">"Activities", the name of a port, or "Case: " and the label of a case.</param>
public sealed record ActivityPlace(ActivityDefinition? Parent, string Slot);

/// <summary>A connection that is in one version only.</summary>
/// <param name="Chart">The flowchart that it is in.</param>
/// <param name="Source">Null: there is no such activity.</param>
/// <param name="Target">Null: there is no such activity.</param>
public sealed record ConnectionChange(ChangeKind Kind, ActivityDefinition Chart, Connection Connection, ActivityDefinition? Source, ActivityDefinition? Target);

/// <summary>Something that is said otherwise.</summary>
/// <param name="Label">What <see cref="FactKey.Name"/> is called by people: the name of a variable, where the key has its id.</param>
/// <param name="Old">Null: it was not said.</param>
/// <param name="New">Null: it is not said any more.</param>
public sealed record FactChange(FactKey Key, string Label, DefinitionValue? Old, DefinitionValue? New)
{
    public ChangeKind Kind => Old is null ? ChangeKind.Added : New is null ? ChangeKind.Removed : ChangeKind.Changed;
}

public enum ChangeKind
{
    Added,
    Removed,
    Changed,
}
