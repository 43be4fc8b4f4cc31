using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions;

/// <summary>Reads activities with what is inside them.</summary>
internal sealed class ActivityReader(ActivityRegistry registry, List<Finding> findings)
{
    public ActivityDefinition Read(JsonObject source, string pointer, string parentNodeId)
    {
        if (StandIn.Restorable(source, registry) is { } restored) (source, pointer) = (restored, $"{pointer}/{StandIn.Original}");
        var text = new MemberReader(source, pointer, findings);
        var id = text.Text("id") ?? "";
        var nodeId = $"{parentNodeId}:{id}";
        var type = text.Text("type") ?? "";
        var name = text.Text("name");
        var descriptor = registry.Describe(type);
        // Files from before 3.0 call them application properties.
        var custom = new MemberReader((source.Member("customProperties") ?? source.Member("applicationProperties")) as JsonObject ?? [], pointer + "/customProperties", findings);
        // Of a loop it is an input.
        var start = type == "Elsa.Flowchart" ? source.Member("start") : null;
        // A workflow used as an activity has inputs of any name: what looks like a container's member is one of them.
        var isContainer = ChildRules.ReferenceOf(source, type) is null;
        return new ActivityDefinition
        {
            Id = id,
            NodeId = nodeId,
            Name = name,
            Type = type,
            Version = text.Number("version") ?? 1,
            DisplayText = Display(source) ?? name ?? (id.Length > 0 ? id : type),
            // At the top in files from before 3.0.
            CanStartWorkflow = custom.Flag("canStartWorkflow") || text.Flag("canStartWorkflow"),
            MergeMode = MergeModeOf(custom),
            Inputs = Inputs(source, descriptor),
            Outputs = Outputs(source, descriptor),
            Activities = [.. isContainer ? Children(text, "activities", nodeId) : [], .. type == "Elsa.Fork" ? Children(text, "branches", nodeId) : []],
            Ports = Ports(source, descriptor, pointer, nodeId),
            Cases = [.. Cases(text, type, nodeId)],
            Connections = isContainer ? Connections(text, custom) : [],
            Start = start is JsonObject embedded ? embedded.Member("id")?.ToString() : (start as JsonValue)?.ToString(),
            Variables = isContainer ? Variables(source, pointer) : [],
            Source = source,
            Pointer = pointer,
        };
    }

    public IReadOnlyList<VariableDefinition> Variables(JsonObject source, string pointer) =>
    [
        .. new MemberReader(source, pointer, findings).Objects("variables")
            .Select(v => new VariableDefinition(v.Text("id") ?? v.Text("name") ?? "", v.Text("name") ?? "", v.Text("typeName") ?? "Object", v.Flag("isArray"), v.Node("value"))),
    ];

    private static string? Display(JsonObject source)
    {
        var shown = StandIn.Kept(source) ?? source;
        return (shown.Member("metadata") as JsonObject)?.Member("displayText") is JsonValue display && display.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
    }

    // Elsa sets the connections of an unknown activity aside; they are back when it is.
    private List<Connection> Connections(MemberReader text, MemberReader custom)
    {
        List<Connection> written = [.. text.Objects("connections").Select(c => ConnectionReader.Read(c.Source)).OfType<Connection>()];
        if (custom.Node("notFoundConnections") is not JsonArray { Count: > 0 } aside) return written;
        var here = (text.Node("activities") as JsonArray ?? []).OfType<JsonObject>()
            .Where(a => StandIn.Kept(a) is null || StandIn.Restorable(a, registry) is not null)
            .Select(a => a.Member("id")?.ToString() ?? "").ToHashSet(StringComparer.Ordinal);
        var back = aside.OfType<JsonObject>().Select(ConnectionReader.Read).OfType<Connection>().Where(c => here.Contains(c.Source) && here.Contains(c.Target));
        return [.. written, .. back.Except(written)];
    }

    private static Dictionary<string, Expression> Inputs(JsonObject source, ActivityDescriptor? descriptor)
    {
        var inputs = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach (var input in descriptor?.Inputs ?? [])
        {
            if (!input.IsWrapped) continue;
            if (ExpressionOf(source.Member(Camel(input.Name))) is { } expression) inputs[input.Name] = expression;
        }

        return inputs;
    }

    /// <summary>A wrapped input: {typeName, expression, memoryReference}; a bare scalar or list is a literal. Null: not set.</summary>
    internal static Expression? ExpressionOf(JsonNode? node)
    {
        if (node is not JsonObject wrapped) return node is null ? null : new Expression("Literal", node);
        if (wrapped.Member("expression") is JsonObject expression) return new Expression(expression.Member("type")?.ToString() ?? "Literal", expression.Member("value"));
        // Without an expression it names a variable; but "x:input-0" is where a server kept the value of an expression that was code.
        return wrapped.Member("memoryReference") is JsonObject reference && reference.Member("id")?.ToString() is { Length: > 0 } id && !id.Contains(":input-", StringComparison.Ordinal)
            ? new Expression("Variable", new JsonObject { ["id"] = id })
            : null;
    }

    private static Dictionary<string, string> Outputs(JsonObject source, ActivityDescriptor? descriptor)
    {
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var output in descriptor?.Outputs ?? [])
        {
            if (TargetOf(source.Member(Camel(output.Name))) is { } id) outputs[output.Name] = id;
        }

        return outputs;
    }

    /// <summary>The variable or workflow output that an output is bound to; null: none.</summary>
    internal static string? TargetOf(JsonNode? output) =>
        (output as JsonObject)?.Member("memoryReference") is JsonObject reference && reference.Member("id")?.ToString() is { Length: > 0 } id ? id : null;

    private IEnumerable<ActivityDefinition> Children(MemberReader text, string member, string nodeId) =>
        text.Objects(member).Select(child => Read(child.Source, child.Pointer, nodeId));

    private Dictionary<string, ActivityDefinition> Ports(JsonObject source, ActivityDescriptor? descriptor, string pointer, string nodeId)
    {
        var ports = new Dictionary<string, ActivityDefinition>(StringComparer.Ordinal);
        foreach (var port in descriptor?.EmbeddedPorts ?? [])
        {
            // A flowchart's start is one of its activities, not another one.
            if (descriptor!.IsContainer && port == "Start") continue;
            if (source.NameOf(port) is not { } member) continue;
            if (source[member] is JsonObject child) ports[port] = Read(child, $"{pointer}/{member}", nodeId);
        }

        return ports;
    }

    private IEnumerable<SwitchCase> Cases(MemberReader text, string type, string nodeId)
    {
        if (type is "Elsa.FlowSwitch" or "Elsa.Switch")
        {
            foreach (var item in text.Objects("cases"))
                yield return new SwitchCase(item.Text("label") ?? "", Condition(item.Node("condition")), ChildOf(item, nodeId)) { Pointer = item.Pointer };
        }
        else if (type == "Elsa.SendHttpRequest")
        {
            foreach (var item in text.Objects("expectedStatusCodes")) yield return new SwitchCase(item.Text("statusCode") ?? "", null, ChildOf(item, nodeId));
        }
    }

    private ActivityDefinition? ChildOf(MemberReader item, string nodeId) =>
        item.Node("activity") is JsonObject child ? Read(child, item.PointerTo("activity"), nodeId) : null;

    // {type, value} directly, or wrapped like an input.
    private static Expression? Condition(JsonNode? node) => node is JsonObject bare && bare.Member("type") is JsonValue type
        ? new Expression(type.ToString(), bare.Member("value"))
        : ExpressionOf(node);

    private static MergeMode? MergeModeOf(MemberReader custom) =>
        Enum.TryParse<MergeMode>(custom.Node("mergeMode")?.ToString(), ignoreCase: true, out var mode) && Enum.IsDefined(mode) ? mode : null;

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
