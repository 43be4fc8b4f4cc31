using MudBlazor;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Definitions.Differences;
using OrderFlow.Studio.Descriptors;
using static OrderFlow.Ui.Words;

namespace OrderFlow.Definitions.Pages;

/// <summary>Differences in the viewer's language.</summary>
internal static class DifferenceWords
{
    public static string Of(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => Say("DiffAdded"),
        ChangeKind.Removed => Say("DiffRemoved"),
        ChangeKind.Changed => Say("DiffChanged"),
    };

    /// <summary>The class of the style sheet.</summary>
    public static string ToneOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "added",
        ChangeKind.Removed => "removed",
        ChangeKind.Changed => "changed",
    };

    public static string IconOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => Icons.Material.Outlined.AddCircleOutline,
        ChangeKind.Removed => Icons.Material.Outlined.RemoveCircleOutline,
        ChangeKind.Changed => Icons.Material.Outlined.ChangeCircle,
    };

    /// <summary>How a change of an activity is marked: one that only went elsewhere is not changed.</summary>
    public static (string Tone, string Icon, string Word) MarkOf(ActivityChange change) => change is { IsMoved: true, Facts.Count: 0 }
        ? ("moved", Icons.Material.Outlined.DriveFileMove, Say("DiffMoved"))
        : (ToneOf(change.Kind), IconOf(change.Kind), Of(change.Kind));

    /// <summary>What kind of activity it is.</summary>
    public static string TypeOf(ActivityDefinition activity) =>
        KnownActivities.Registry.Describe(activity.Type) is { } descriptor ? ActivityTexts.Name(descriptor) : activity.Type;

    /// <summary>What is said otherwise.</summary>
    /// <param name="activity">Of which it is said; null: the workflow.</param>
    public static string Of(FactChange change, ActivityDefinition? activity)
    {
        var name = change.Key.Kind switch
        {
            FactKind.Type => Say("DiffType"),
            FactKind.TypeVersion => Say("DiffTypeVersion"),
            FactKind.Name => Say(activity is null ? "Name" : "DiffScriptName"),
            FactKind.DisplayName => Say("DiffDisplayName"),
            FactKind.Description => Say("DiffDescription"),
            FactKind.Input => activity is null ? Say("DiffInput", change.Label) : MemberOf(activity, change.Label),
            FactKind.Output => Say("DiffOutput", activity is null ? change.Label : MemberOf(activity, change.Label)),
            FactKind.Case => Say("DiffCase", change.Label),
            FactKind.Order => Say("DiffOrder"),
            FactKind.Start => Say("DiffStart"),
            FactKind.Variable => Say("DiffVariable", change.Label),
            FactKind.Outcome => Say("DiffOutcome"),
            FactKind.Option => OptionOf(change.Label),
            FactKind.Other => change.Label,
        };
        return change.Key.Member.Length == 0 ? name : $"{name} · {PartOf(change.Key.Member)}";
    }

    /// <summary>The container, or the port of it, that an activity is in.</summary>
    public static string Of(ActivityPlace place) => place.Parent is not { } parent ? Say("DiffTopLevel")
        : place.Slot == "Activities" ? parent.DisplayText
        : $"{parent.DisplayText} · {(place.Slot.StartsWith("Case: ", StringComparison.Ordinal) ? Say("DiffCase", place.Slot["Case: ".Length..]) : ActivityTexts.Port(place.Slot))}";

    /// <summary>"Sales approval —Approve→ Legal approval"; one that is not there by its id.</summary>
    public static (string From, string Outcome, string To) Of(ConnectionChange change) => (
        change.Source?.DisplayText ?? change.Connection.Source, ActivityTexts.Port(change.Connection.SourcePort), change.Target?.DisplayText ?? change.Connection.Target);

    private static string MemberOf(ActivityDefinition activity, string name) =>
        KnownActivities.Registry.Describe(activity.Type) is { } descriptor ? ActivityTexts.Member(descriptor, name) : name;

    /// <summary>A part of what is declared.</summary>
    public static string PartOf(string member) => member switch
    {
        "type" or "typeName" => Say("DiffType"),
        "value" or "defaultValue" => Say("DiffDefault"),
        "isArray" => Say("DiffIsList"),
        "displayName" => Say("DiffDisplayName"),
        "description" => Say("DiffDescription"),
        _ => ActivityTexts.Words(char.ToUpperInvariant(member[0]) + member[1..]),
    };

    private static string OptionOf(string name) => name switch
    {
        "canStartWorkflow" => Say("DiffCanStart"),
        "runAsynchronously" => Say("DiffAsynchronous"),
        "mergeMode" => Say("DiffMergeMode"),
        "usableAsActivity" => Say("DiffUsable"),
        "activationStrategyType" => Say("DiffActivation"),
        "incidentStrategyType" => Say("DiffIncidents"),
        _ => ActivityTexts.Words(char.ToUpperInvariant(name[0]) + name[1..]),
    };
}
