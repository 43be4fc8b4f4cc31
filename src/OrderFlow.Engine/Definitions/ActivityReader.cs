using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions;

/// <summary>Reads activities with what is inside them.</summary>
internal sealed class ActivityReader(ActivityRegistry registry, List<Finding> findings)
{
    public ActivityDefinition Read(JsonObject source, string pointer, string parentNodeId)
    {
        source = Restored(source, pointer, out pointer);
        var text = new MemberReader(source, pointer, findings);
        var id = text.Text("id") ?? "";
        var nodeId = $"{parentNodeId}:{id}";
        var type = text.Text("type") ?? "";
        var name = text.Text("name");
        var descriptor = registry.Describe(type);
        var custom = new MemberReader(source["customProperties"] as JsonObject ?? [], pointer + "/customProperties", findings);
        var display = (source["metadata"] as JsonObject)?["displayText"] as JsonValue;
        var start = source["start"];
        return new ActivityDefinition
        {
            Id = id,
            NodeId = nodeId,
            Name = name,
            Type = type,
            Version = text.Number("version") ?? 1,
            DisplayText = display is not null && display.TryGetValue<string>(out var shown) && shown.Length > 0 ? shown : name ?? (id.Length > 0 ? id : type),
            CanStartWorkflow = custom.Flag("canStartWorkflow") || custom.Flag("CanStartWorkflow"),
            MergeMode = MergeModeOf(custom),
            Inputs = Inputs(source, descriptor),
            Outputs = Outputs(source, descriptor),
            Activities = [.. Children(text, "activities", nodeId), .. type == "Elsa.Fork" ? Children(text, "branches", nodeId) : []],
            Ports = Ports(source, descriptor, pointer, nodeId),
            Cases = [.. Cases(text, type, nodeId)],
            Connections = [.. text.Objects("connections").Select(ConnectionReader.Read).OfType<Connection>()],
            Start = start is JsonObject embedded ? embedded["id"]?.ToString() : (start as JsonValue)?.ToString(),
            Variables = Variables(source, pointer),
            Source = source,
            Pointer = pointer,
        };
    }

    public IReadOnlyList<VariableDefinition> Variables(JsonObject source, string pointer) =>
    [
        .. new MemberReader(source, pointer, findings).Objects("variables")
            .Select(v => new VariableDefinition(v.Text("id") ?? v.Text("name") ?? "", v.Text("name") ?? "", v.Text("typeName") ?? "Object", v.Flag("isArray"), v.Node("value"))),
    ];

    // What was unknown where the file comes from is kept there as text; if we know the type, it is itself again.
    private JsonObject Restored(JsonObject source, string pointer, out string restoredPointer)
    {
        restoredPointer = pointer;
        if (source["type"]?.ToString() != "Elsa.NotFoundActivity" || source["originalActivityJson"] is not JsonValue original) return source;
        if (registry.Describe(source["missingTypeName"]?.ToString() ?? "") is null) return source;
        try
        {
            if (original.TryGetValue<string>(out var text) && JsonNode.Parse(text) is JsonObject restored)
            {
                restoredPointer = pointer + "/originalActivityJson";
                return restored;
            }
        }
        catch (JsonException)
        {
            // Kept as it is: it stays a NotFoundActivity.
        }

        return source;
    }

    private static Dictionary<string, Expression> Inputs(JsonObject source, ActivityDescriptor? descriptor)
    {
        var inputs = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach (var input in descriptor?.Inputs ?? [])
        {
            if (!input.IsWrapped) continue;
            if (ExpressionOf(source[Camel(input.Name)] ?? source[input.Name]) is { } expression) inputs[input.Name] = expression;
        }

        return inputs;
    }

    /// <summary>A wrapped input: {typeName, expression, memoryReference}; a bare scalar or list is a literal. Null: not set.</summary>
    internal static Expression? ExpressionOf(JsonNode? node)
    {
        if (node is not JsonObject wrapped) return node is null ? null : new Expression("Literal", node);
        if (wrapped["expression"] is JsonObject expression) return new Expression(expression["type"]?.ToString() ?? "Literal", expression["value"]);
        if (wrapped["memoryReference"] is JsonObject { } reference && reference["id"]?.ToString() is { Length: > 0 } id)
            return new Expression("Variable", new JsonObject { ["id"] = id });
        return null;
    }

    private static Dictionary<string, string> Outputs(JsonObject source, ActivityDescriptor? descriptor)
    {
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var output in descriptor?.Outputs ?? [])
        {
            if ((source[Camel(output.Name)] as JsonObject)?["memoryReference"] is JsonObject reference && reference["id"]?.ToString() is { Length: > 0 } id)
                outputs[output.Name] = id;
        }

        return outputs;
    }

    private IEnumerable<ActivityDefinition> Children(MemberReader text, string member, string nodeId) =>
        text.Objects(member).Select(child => Read(child.Source, child.Pointer, nodeId));

    private Dictionary<string, ActivityDefinition> Ports(JsonObject source, ActivityDescriptor? descriptor, string pointer, string nodeId)
    {
        var ports = new Dictionary<string, ActivityDefinition>(StringComparer.Ordinal);
        foreach (var port in descriptor?.EmbeddedPorts ?? [])
        {
            // A flowchart's start is one of its activities, not another one.
            if (descriptor!.IsContainer && port == "Start") continue;
            var member = Camel(port);
            if (source[member] is JsonObject child) ports[port] = Read(child, $"{pointer}/{member}", nodeId);
        }

        return ports;
    }

    private IEnumerable<SwitchCase> Cases(MemberReader text, string type, string nodeId)
    {
        if (type is "Elsa.FlowSwitch" or "Elsa.Switch")
        {
            foreach (var item in text.Objects("cases"))
                yield return new SwitchCase(item.Text("label") ?? "", Condition(item.Node("condition")), ChildOf(item, nodeId));
        }
        else if (type == "Elsa.SendHttpRequest")
        {
            foreach (var item in text.Objects("expectedStatusCodes")) yield return new SwitchCase(item.Text("statusCode") ?? "", null, ChildOf(item, nodeId));
        }
    }

    private ActivityDefinition? ChildOf(MemberReader item, string nodeId) =>
        item.Node("activity") is JsonObject child ? Read(child, item.Pointer + "/activity", nodeId) : null;

    // {type, value} directly, or wrapped like an input.
    private static Expression? Condition(JsonNode? node) => node is JsonObject bare && bare["type"] is JsonValue type
        ? new Expression(type.ToString(), bare["value"])
        : ExpressionOf(node);

    private static MergeMode? MergeModeOf(MemberReader custom) =>
        Enum.TryParse<MergeMode>((custom.Node("mergeMode") ?? custom.Node("MergeMode"))?.ToString(), ignoreCase: true, out var mode) && Enum.IsDefined(mode) ? mode : null;

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
