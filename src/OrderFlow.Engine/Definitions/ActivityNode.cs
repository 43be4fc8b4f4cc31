using System.Collections.Concurrent;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions;

/// <summary>One activity of a compiled workflow.</summary>
public sealed class ActivityNode
{
    private readonly ConcurrentDictionary<string, FlowGraph> graphs = new(StringComparer.Ordinal);

    internal ActivityNode(ActivityDefinition definition, Activity type, ActivityNode? parent, string key, string nodeId)
    {
        (Definition, Type, Parent, Key, NodeId) = (definition, type, parent, key, nodeId);
        Variables = definition.Variables;
    }

    public ActivityDefinition Definition { get; }

    /// <summary>What it does.</summary>
    public Activity Type { get; }

    /// <summary>Null: the workflow itself.</summary>
    public ActivityNode? Parent { get; }

    /// <summary>Names it in states and journals: its id; inside a workflow used as an activity, that activity's key + ":" + its id.</summary>
    public string Key { get; }

    /// <summary>Elsa's path: "Workflow1:flow1:set1".</summary>
    public string NodeId { get; }

    /// <summary>What a person reads on the canvas.</summary>
    public string DisplayText => Definition.DisplayText is { Length: > 0 } text ? text : Definition.Name ?? Definition.Id;

    /// <summary>Variables declared in this scope.</summary>
    public IReadOnlyList<VariableDefinition> Variables { get; internal init; }

    /// <summary>For a workflow, or one used as an activity: its declared inputs and outputs; else null.</summary>
    public WorkflowDefinition? Workflow { get; internal init; }

    /// <summary>Children of a container, in order.</summary>
    public IReadOnlyList<ActivityNode> Activities { get; internal set; } = [];

    /// <summary>Children under named ports.</summary>
    public IReadOnlyDictionary<string, ActivityNode> Ports { get; internal set; } = new Dictionary<string, ActivityNode>();

    /// <summary>Cases of a switch.</summary>
    public IReadOnlyList<CompiledCase> Cases { get; internal set; } = [];

    /// <summary>Inputs: what was written, by descriptor name.</summary>
    public IReadOnlyDictionary<string, Expression> Inputs { get; internal init; } = new Dictionary<string, Expression>();

    /// <summary>The child under a port; null: none.</summary>
    public ActivityNode? Port(string name) => Ports.GetValueOrDefault(name);

    /// <summary>The flowchart's connections as seen from a start activity.</summary>
    internal FlowGraph GraphFrom(string startKey) => graphs.GetOrAdd(startKey, key => new FlowGraph(this, key));

    public override string ToString() => $"{DisplayText} ({Definition.Type} {Key})";
}

/// <summary>A case of a switch with its compiled activity; null: none.</summary>
public sealed record CompiledCase(string Label, Expression? Condition, ActivityNode? Activity);
