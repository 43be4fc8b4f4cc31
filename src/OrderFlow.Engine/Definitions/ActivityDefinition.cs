using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Definitions;

/// <summary>One activity as written in a definition, with the activities inside it.</summary>
public sealed record ActivityDefinition
{
    /// <summary>Unique within the definition.</summary>
    public string Id { get; init; } = "";

    /// <summary>Path from the root: parent's node id + ":" + id. Recomputed by the reader, whatever the file says.</summary>
    public string NodeId { get; init; } = "";

    /// <summary>Name for scripts ("WriteLine1"); null in definitions made by code.</summary>
    public string? Name { get; init; }

    /// <summary>Type name, as "Elsa.WriteLine". The reader keeps an unknown one; it runs as Elsa.NotFoundActivity.</summary>
    public string Type { get; init; } = "";

    public int Version { get; init; } = 1;

    /// <summary>What a person reads on the canvas: metadata.displayText, else name, else type.</summary>
    public string DisplayText { get; init; } = "";

    public bool CanStartWorkflow { get; init; }

    /// <summary>How the activity merges several incoming connections; null: not set.</summary>
    public MergeMode? MergeMode { get; init; }

    /// <summary>Wrapped inputs by the descriptor's name (PascalCase); an input not set or null is absent.</summary>
    public IReadOnlyDictionary<string, Expression> Inputs { get; init; } = NoInputs;

    /// <summary>Output bindings by the descriptor's name: the id of the variable, or name of the workflow output, that receives it.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = NoOutputs;

    /// <summary>Children in <c>activities</c> (Flowchart, Sequence, Parallel) or <c>branches</c> (Fork), in order.</summary>
    public IReadOnlyList<ActivityDefinition> Activities { get; init; } = [];

    /// <summary>Children under a port's own name (PascalCase): Then, Else, Body, Default …; for SendHttpRequest also UnmatchedStatusCode ….</summary>
    public IReadOnlyDictionary<string, ActivityDefinition> Ports { get; init; } = NoPorts;

    /// <summary>The cases of Switch and FlowSwitch; SendHttpRequest's expected status codes (label = the code, no condition).</summary>
    public IReadOnlyList<SwitchCase> Cases { get; init; } = [];

    /// <summary>Connections of a flowchart.</summary>
    public IReadOnlyList<Connection> Connections { get; init; } = [];

    /// <summary>Id of the flowchart's explicit start activity; null: not written.</summary>
    public string? Start { get; init; }

    /// <summary>Variables of a container's own scope.</summary>
    public IReadOnlyList<VariableDefinition> Variables { get; init; } = [];

    /// <summary>Everything as written; for members that only one activity type knows (SetVariable's variable, a sub-workflow's ids).</summary>
    public JsonObject Source { get; init; } = [];

    /// <summary>Where it stands in the document, as a JSON pointer (RFC 6901), for messages.</summary>
    public string Pointer { get; init; } = "";

    /// <summary>All activities directly inside it.</summary>
    public IEnumerable<ActivityDefinition> Children => Activities.Concat(Ports.Values).Concat(Cases.Select(c => c.Activity).OfType<ActivityDefinition>());

    private static readonly Dictionary<string, Expression> NoInputs = [];
    private static readonly Dictionary<string, string> NoOutputs = [];
    private static readonly Dictionary<string, ActivityDefinition> NoPorts = [];
}

/// <summary>An expression: a type (Literal, Object, Variable, Input, JavaScript, Liquid) and its value as written; null: JSON null.</summary>
public sealed record Expression(string Type, JsonNode? Value)
{
    /// <summary>The value as text: a string as it is, anything else as JSON; "" for null.</summary>
    public string Text => Value switch
    {
        null => "",
        JsonValue v when v.GetValueKind() == JsonValueKind.String => v.GetValue<string>(),
        _ => Value.ToJsonString(),
    };
}

/// <summary>A case of a switch. <see cref="Condition"/> null: none given. <see cref="Activity"/> null: nothing to run (FlowSwitch never has one).</summary>
public sealed record SwitchCase(string Label, Expression? Condition, ActivityDefinition? Activity)
{
    /// <summary>Where it stands in the document, as a JSON pointer; "": it was not read from one.</summary>
    public string Pointer { get; init; } = "";
}

/// <summary>A connection of a flowchart, from an outcome ("Done" if none was written) to an activity ("In").</summary>
public sealed record Connection(string Source, string SourcePort, string Target, string TargetPort);

/// <summary>How an activity merges several incoming connections.</summary>
public enum MergeMode
{
    None,
    Stream,
    Merge,
    Converge,
    Cascade,
    Race,
}
