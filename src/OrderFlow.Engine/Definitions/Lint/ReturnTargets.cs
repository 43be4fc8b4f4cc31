namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>Where the Returns of a definition go, and the tasks that send the flow back, by the container in which they move.</summary>
internal sealed class ReturnTargets
{
    private readonly Dictionary<ActivityDefinition, List<(string From, string To)>> targets = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ActivityDefinition> anywhere = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ActivityDefinition, Dictionary<string, string>> names = new(ReferenceEqualityComparer.Instance);

    public ReturnTargets(IEnumerable<ScopedActivity> activities)
    {
        foreach (var activity in activities.Where(a => a.Definition.Type == "OrderFlow.Return"))
        {
            var written = activity.Definition.Inputs.GetValueOrDefault("Activity");
            if (written is { Type: "Literal" }) Follow(activity, written.Text);
            else if (written is not null) FollowAnywhere(activity);
        }

        foreach (var activity in activities.Where(a => a.Definition.Type == "OrderFlow.ApprovalTask"))
            foreach (var input in new[] { "InitiatorStep", "ReturnTo" })
                if (activity.Definition.Inputs.GetValueOrDefault(input) is { Type: "Literal" } written) Follow(activity, written.Text.Trim());
    }

    /// <summary>The activities of a container that a Return in one of them goes to: id of the one that it stands in, id of the other.</summary>
    public IReadOnlyList<(string From, string To)> Within(ActivityDefinition container) => targets.GetValueOrDefault(container) ?? [];

    /// <summary>Whether a Return in it goes where an expression says.</summary>
    public bool ReturnsAnywhere(ActivityDefinition container) => anywhere.Contains(container);

    // The nearest container with an activity of that id or name, as a running Return looks for it.
    private void Follow(ScopedActivity from, string name)
    {
        for (var (branch, container) = (from, from.Parent); container is not null; (branch, container) = (container, container.Parent))
        {
            if (!NamesOf(container.Definition).TryGetValue(name, out var target)) continue;
            if (!targets.TryGetValue(container.Definition, out var list)) targets[container.Definition] = list = [];
            list.Add((branch.Definition.Id, target));
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
