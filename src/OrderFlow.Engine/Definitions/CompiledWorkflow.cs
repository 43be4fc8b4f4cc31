using System.Collections.Frozen;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions;

/// <summary>A definition version made ready to run. Immutable; compiled once and cached by version id.</summary>
public sealed class CompiledWorkflow
{
    private readonly FrozenDictionary<string, ActivityNode> nodes;

    internal CompiledWorkflow(WorkflowDefinition definition, ActivityNode workflow, IReadOnlyList<ActivityNode> nodes)
    {
        Definition = definition;
        Workflow = workflow;
        Nodes = nodes;
        // The first of two activities with one id wins; the validator refuses to publish such a definition.
        this.nodes = nodes.DistinctBy(n => n.Key).ToFrozenDictionary(n => n.Key, StringComparer.Ordinal);
        Named = nodes.Where(n => n.Definition.Name is { Length: > 0 })
            .GroupBy(n => n.Definition.Name!, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    }

    public WorkflowDefinition Definition { get; }

    /// <summary>The workflow itself; its one child is the root activity.</summary>
    public ActivityNode Workflow { get; }

    /// <summary>All activities at every depth, those of embedded workflows too; parents before children.</summary>
    public IReadOnlyList<ActivityNode> Nodes { get; }

    internal FrozenDictionary<string, ActivityNode> Named { get; }

    /// <summary>The definitions of workflows used as activities, compiled in; empty: none.</summary>
    public IReadOnlyList<string> UsedVersionIds { get; internal init; } = [];

    /// <summary>Compiles a definition. What the validator reports (a dangling connection) is passed over here, so that an old version still runs.</summary>
    /// <param name="definition">As read.</param>
    /// <param name="registry">The known activity types.</param>
    /// <param name="findWorkflow">The definition of a workflow used as an activity; null or a null answer: it runs as Elsa.NotFoundActivity.</param>
    public static CompiledWorkflow Compile(
        WorkflowDefinition definition, ActivityRegistry registry, Func<WorkflowReference, WorkflowDefinition?>? findWorkflow = null) =>
        new WorkflowCompiler(registry, findWorkflow ?? (_ => null)).Compile(definition);

    /// <summary>An activity by its key; null: none.</summary>
    public ActivityNode? Find(string key) => nodes.GetValueOrDefault(key);

    /// <summary>An activity by key, or by name as scripts and people know it; null: none.</summary>
    public ActivityNode? FindByIdOrName(string idOrName) => Find(idOrName) ?? Named.GetValueOrDefault(idOrName);
}

/// <summary>How an activity names the workflow that it stands for.</summary>
/// <param name="VersionId">The version that the parent was saved with; null: the published one.</param>
public sealed record WorkflowReference(string DefinitionId, string? VersionId);
