using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions.Differences;

namespace OrderFlow.Definitions;

/// <summary>What two versions of a workflow differ in.</summary>
/// <param name="IsEmpty">They mean the same; only their pictures may differ.</param>
/// <param name="MovedOnCanvas">How many activities only stand elsewhere on the canvas.</param>
/// <param name="Workflow">Of the workflow itself: name, variables, inputs, outputs, outcomes, options.</param>
internal sealed record DifferenceView(
    DefinitionSummary From, DefinitionSummary To, bool IsEmpty, int MovedOnCanvas,
    IReadOnlyList<FactView> Workflow, IReadOnlyList<ActivityDifferenceView> Activities, IReadOnlyList<ConnectionDifferenceView> Connections)
{
    public static DifferenceView Of(ComparisonResult.Done compared) => new(
        DefinitionSummary.Of(compared.From), DefinitionSummary.Of(compared.To), compared.Difference.IsEmpty, compared.Difference.Replaced,
        [.. compared.Difference.Workflow.Select(FactView.Of)],
        [.. compared.Difference.Activities.Select(ActivityDifferenceView.Of)],
        [.. compared.Difference.Connections.Select(ConnectionDifferenceView.Of)]);
}

/// <summary>Something that is said otherwise.</summary>
/// <param name="About">What is said: Input, DisplayName, Variable …</param>
/// <param name="Name">Of the input, variable, option …; "" where <paramref name="About"/> says it all.</param>
/// <param name="Part">Of a declaration: which part of it, as "typeName"; "": that it is there, and its name.</param>
/// <param name="Old">Null: it was not said.</param>
/// <param name="New">Null: it is not said any more.</param>
internal sealed record FactView(ChangeKind Kind, FactKind About, string Name, string Part, ValueView? Old, ValueView? New)
{
    public static FactView Of(FactChange change) => new(change.Kind, change.Key.Kind, change.Label, change.Key.Member, ValueView.Of(change.Old), ValueView.Of(change.New));
}

/// <param name="Syntax">Of an expression: Literal, JavaScript …; else "".</param>
/// <param name="Value">As it is written.</param>
/// <param name="Text">For people.</param>
internal sealed record ValueView(string Syntax, JsonNode? Value, string Text)
{
    public static ValueView? Of(DefinitionValue? value) => value is null ? null : new ValueView(value.Syntax, value.Value?.DeepClone(), value.Text);
}

/// <param name="OldId">Null: it is new.</param>
/// <param name="NewId">Null: it is gone.</param>
/// <param name="IsMoved">It stands in another container, or under another port.</param>
/// <param name="OldPlace">Null: it is new.</param>
/// <param name="NewPlace">Null: it is gone.</param>
internal sealed record ActivityDifferenceView(
    ChangeKind Kind, string? OldId, string? NewId, string Type, string DisplayName, bool IsMoved, PlaceView? OldPlace, PlaceView? NewPlace, IReadOnlyList<FactView> Facts)
{
    public static ActivityDifferenceView Of(ActivityChange change) => new(
        change.Kind, change.Old?.Id, change.New?.Id, change.Activity.Type, change.Activity.DisplayText, change.IsMoved,
        PlaceView.Of(change.OldPlace), PlaceView.Of(change.NewPlace), [.. change.Facts.Select(FactView.Of)]);
}

/// <param name="ParentId">Null: it is the root.</param>
/// <param name="Slot">"Activities", the name of a port, or "Case: " and the label of a case.</param>
internal sealed record PlaceView(string? ParentId, string Slot)
{
    public static PlaceView? Of(ActivityPlace? place) => place is null ? null : new PlaceView(place.Parent?.Id, place.Slot);
}

/// <param name="ChartId">Of the flowchart that it is in.</param>
/// <param name="SourceName">As on the canvas; null: there is no such activity.</param>
/// <param name="TargetName">As on the canvas; null: there is no such activity.</param>
internal sealed record ConnectionDifferenceView(
    ChangeKind Kind, string ChartId, string SourceId, string? SourceName, string SourcePort, string TargetId, string? TargetName, string TargetPort)
{
    public static ConnectionDifferenceView Of(ConnectionChange change) => new(
        change.Kind, change.Chart.Id, change.Connection.Source, change.Source?.DisplayText, change.Connection.SourcePort,
        change.Connection.Target, change.Target?.DisplayText, change.Connection.TargetPort);
}
