namespace OrderFlow.Engine.Definitions.Differences;

/// <summary>An activity with where it stands.</summary>
internal sealed class PlacedActivity(ActivityDefinition definition, PlacedActivity? parent, string slot)
{
    public const string InList = "Activities";

    public ActivityDefinition Definition => definition;

    /// <summary>Null: it is the root.</summary>
    public PlacedActivity? Parent => parent;

    public string Slot => slot;

    public ActivityPlace Place => new(Parent?.Definition, Slot);

    /// <summary>The root and all that is in it, a parent before its children.</summary>
    public static IEnumerable<PlacedActivity> All(ActivityDefinition root) => Below(new PlacedActivity(root, null, ""));

    private static IEnumerable<PlacedActivity> Below(PlacedActivity activity)
    {
        yield return activity;
        var children = activity.Definition.Activities.Select(c => (InList, c))
            .Concat(activity.Definition.Ports.Select(p => (p.Key, p.Value)))
            .Concat(activity.Definition.Cases.Where(c => c.Activity is not null).Select(c => ($"Case: {c.Label}", c.Activity!)));
        foreach (var (slot, child) in children)
            foreach (var below in Below(new PlacedActivity(child, activity, slot))) yield return below;
    }
}
