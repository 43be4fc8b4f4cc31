using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions;

/// <summary>Turns the tree of a definition into nodes; puts in the workflows that are used as activities.</summary>
internal sealed class WorkflowCompiler(ActivityRegistry registry, Func<WorkflowReference, WorkflowDefinition?> findWorkflow)
{
    /// <summary>A workflow may use another as an activity, that one a third …; a cycle ends here.</summary>
    private const int MaximumNesting = 10;

    private readonly List<ActivityNode> nodes = [];
    private readonly List<string> used = [];

    public CompiledWorkflow Compile(WorkflowDefinition definition)
    {
        var self = new ActivityDefinition { Id = "Workflow1", NodeId = "Workflow1", Name = null, Type = "Elsa.Workflow", DisplayText = definition.Name };
        var workflow = new ActivityNode(self, WorkflowActivity.Instance, null, "Workflow1", "Workflow1")
        {
            Variables = definition.Variables,
            Workflow = definition,
        };
        nodes.Add(workflow);
        workflow.Ports = new Dictionary<string, ActivityNode> { ["Root"] = Node(definition.Root, workflow, "", 0) };
        return new CompiledWorkflow(definition, workflow, nodes) { UsedVersionIds = used };
    }

    private ActivityNode Node(ActivityDefinition definition, ActivityNode parent, string prefix, int depth)
    {
        var type = registry.Find(definition.Type);
        if (type is null && Referenced(definition, depth) is { } child) return Embedded(definition, child, parent, prefix, depth);

        var node = new ActivityNode(definition, type ?? NotFoundActivity.Instance, parent, prefix + definition.Id, $"{parent.NodeId}:{definition.Id}")
        {
            Inputs = definition.Inputs,
        };
        nodes.Add(node);
        node.Activities = [.. definition.Activities.Select(a => Node(a, node, prefix, depth))];
        node.Ports = definition.Ports.ToDictionary(p => p.Key, p => Node(p.Value, node, prefix, depth));
        node.Cases =
        [
            .. definition.Cases.Select(c => new CompiledCase(c.Label, c.Condition, c.Activity is null ? null : Node(c.Activity, node, prefix, depth))),
        ];
        return node;
    }

    private ActivityNode Embedded(ActivityDefinition definition, WorkflowDefinition child, ActivityNode parent, string prefix, int depth)
    {
        var key = prefix + definition.Id;
        var node = new ActivityNode(definition, WorkflowAsActivity.Instance, parent, key, $"{parent.NodeId}:{definition.Id}")
        {
            Variables = child.Variables,
            Workflow = child,
            Inputs = InputsOf(definition, child),
        };
        nodes.Add(node);
        node.Ports = new Dictionary<string, ActivityNode> { ["Root"] = Node(child.Root, node, key + ":", depth + 1) };
        return node;
    }

    private WorkflowDefinition? Referenced(ActivityDefinition definition, int depth)
    {
        if (depth >= MaximumNesting || Text(definition, "workflowDefinitionId") is not { } id) return null;
        var found = findWorkflow(new WorkflowReference(id, Text(definition, "workflowDefinitionVersionId")));
        if (found?.Id is { } version) used.Add(version);
        return found;
    }

    // The reader knows no descriptor of such an activity, so the inputs are taken by the names that the child declares.
    private static Dictionary<string, Expression> InputsOf(ActivityDefinition definition, WorkflowDefinition child)
    {
        var inputs = new Dictionary<string, Expression>(definition.Inputs, StringComparer.Ordinal);
        foreach (var input in child.Inputs)
        {
            if (inputs.ContainsKey(input.Name)) continue;
            if (ActivityReader.ExpressionOf(ChildRules.MemberOf(definition.Source, input.Name)) is { } expression) inputs[input.Name] = expression;
        }

        return inputs;
    }

    private static string? Text(ActivityDefinition definition, string member) =>
        definition.Source.Member(member) is JsonValue v && v.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
