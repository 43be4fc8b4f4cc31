using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>
/// Where the Returns of a definition go, and where its tasks can be returned to whoever started it, by the container in which they
/// move. Other returns of tasks lead to what was passed on the way, which other ways lead to, too.
/// </summary>
internal sealed class ReturnTargets
{
    private readonly Dictionary<ActivityDefinition, List<(string From, string To, bool IsOptional)>> targets = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ActivityDefinition> anywhere = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ActivityDefinition, Dictionary<string, string>> names = new(ReferenceEqualityComparer.Instance);

    public ReturnTargets(IEnumerable<ScopedActivity> activities)
    {
        foreach (var activity in activities.Where(a => a.Definition.Type == "OrderFlow.Return"))
        {
            var written = activity.Definition.Inputs.GetValueOrDefault("Activity");
            if (written is { Type: "Literal" }) Follow(activity, written.Text, isOptional: false);
            else if (written is not null) FollowAnywhere(activity);
        }

        foreach (var task in activities.Where(a => LeavesFor(a.Definition) is not null))
        {
            var step = LeavesFor(task.Definition)!;
            if (step.Type == "Literal") Follow(task, step.Text.Trim(), isOptional: true);
            else FollowAnywhere(task);
        }
    }

    /// <summary>The activities of a container that a Return in one of them goes to: id of the one that it stands in, id of the other.</summary>
    public IReadOnlyList<(string From, string To, bool IsOptional)> Within(ActivityDefinition container) => targets.GetValueOrDefault(container) ?? [];

    /// <summary>The activity that a task can be returned to at any time, passed before or not; null: none.</summary>
    public static Expression? LeavesFor(ActivityDefinition task) =>
        task.Type == ApprovalDescriptor.TypeName && ApprovalInputRules.IsWritten(task, "InitiatorStep") ? task.Inputs["InitiatorStep"] : null;

    /// <summary>Whether a return in it goes where an expression says.</summary>
    public bool ReturnsAnywhere(ActivityDefinition container) => anywhere.Contains(container);

    // The nearest container with an activity of that id or name, as a running Return looks for it.
    private void Follow(ScopedActivity from, string name, bool isOptional)
    {
        for (var (branch, container) = (from, from.Parent); container is not null; (branch, container) = (container, container.Parent))
        {
            if (!NamesOf(container.Definition).TryGetValue(name, out var target)) continue;
            if (!targets.TryGetValue(container.Definition, out var list)) targets[container.Definition] = list = [];
            list.Add((branch.Definition.Id, target, isOptional));
            return;
        }
    }

    private void FollowAnywhere(ScopedActivity from)
    {
        for (var container = from.Parent; container is not null; container = container.Parent) anywhere.Add(container.Definition);
    }

    private Dictionary<string, string> NamesOf(ActivityDefinition container)
    {
        if (names.TryGetValue(container, out var known)) return known;
        known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var child in container.Activities)
        {
            known.TryAdd(child.Id, child.Id);
            if (child.Name is { Length: > 0 } name) known.TryAdd(name, child.Id);
        }

        return names[container] = known;
    }
}
