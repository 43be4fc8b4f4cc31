using OrderFlow.Engine.Definitions;

namespace OrderFlow.Studio.Instances;

/// <summary>How Elsa's clients know an activity.</summary>
/// <param name="Node">Null: the version that the instance runs on does not hold it.</param>
internal sealed record ActivityName(string Id, string NodeId, string Type, int Version, string? Name, ActivityNode? Node);

/// <summary>Finds those names by the keys of states and journals.</summary>
/// <param name="workflow">The version that the instance runs on; null: it is gone.</param>
internal sealed class ActivityNames(CompiledWorkflow? workflow)
{
    private const string NotFound = "Elsa.NotFoundActivity";

    private readonly Dictionary<string, ActivityName> names = new(StringComparer.Ordinal);

    public ActivityName Of(string key)
    {
        if (names.TryGetValue(key, out var known)) return known;
        return names[key] = workflow?.Find(key) is { } node ? Of(node) : new ActivityName(key, $"Workflow1:{key}", NotFound, 1, null, null);
    }

    // An unknown type is shown to the designer as what it runs as: it refuses a canvas with types that it has no descriptor of.
    private static ActivityName Of(ActivityNode node)
    {
        var definition = node.Definition;
        return node.Type.Descriptor.TypeName == NotFound
            ? new ActivityName(definition.Id, node.NodeId, NotFound, 1, definition.Name, node)
            : new ActivityName(definition.Id, node.NodeId, definition.Type, definition.Version, definition.Name, node);
    }
}
