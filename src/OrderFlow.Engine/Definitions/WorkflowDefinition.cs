using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Definitions;

/// <summary>
/// One version of a workflow in Elsa 3's format. Typed members are what the engine reads; <see cref="Source"/> is the document
/// as it came, so that members that we do not know survive a round trip.
/// </summary>
public sealed record WorkflowDefinition
{
    /// <summary>Id of this version; null in a definition that was never stored.</summary>
    public string? Id { get; init; }

    /// <summary>Stable id shared by all versions; null in a new one.</summary>
    public string? DefinitionId { get; init; }

    public string Name { get; init; } = "";
    public string? Description { get; init; }

    /// <summary>1 for the first version.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Version of the tool that wrote it; from "3" on scripts address activities by name, before by id. Null: unknown, taken as 3.</summary>
    public string? ToolVersion { get; init; }

    public IReadOnlyList<VariableDefinition> Variables { get; init; } = [];
    public IReadOnlyList<InputDefinition> Inputs { get; init; } = [];
    public IReadOnlyList<OutputDefinition> Outputs { get; init; } = [];
    public IReadOnlyList<string> Outcomes { get; init; } = [];
    public DefinitionOptions Options { get; init; } = new();
    public ActivityDefinition Root { get; init; } = new();

    /// <summary>The whole document as read. Never changed after reading: write through <c>DefinitionWriter</c>.</summary>
    public JsonObject Source { get; init; } = [];
}

/// <summary>A declared variable. <see cref="Value"/> is the default as written (Studio writes a string); null: none.</summary>
public sealed record VariableDefinition(string Id, string Name, string TypeName, bool IsArray, JsonNode? Value);

/// <summary>A declared input. <see cref="DefaultValue"/> null: none.</summary>
public sealed record InputDefinition(string Name, string Type, bool IsArray, string? DisplayName, string? Description, JsonNode? DefaultValue);

/// <summary>A declared output.</summary>
public sealed record OutputDefinition(string Name, string Type, bool IsArray, string? DisplayName);

/// <summary>The options that the engine honours.</summary>
public sealed record DefinitionOptions
{
    public ActivationStrategy Activation { get; init; } = ActivationStrategy.Always;
    public bool UsableAsActivity { get; init; }
    public IncidentStrategy Incidents { get; init; } = IncidentStrategy.Fault;
}

/// <summary>When a new instance may start, by what already runs.</summary>
public enum ActivationStrategy
{
    /// <summary>Always.</summary>
    Always,

    /// <summary>Only while no instance of the definition runs.</summary>
    Singleton,

    /// <summary>Only while no instance, of whatever definition, runs with the same correlation id.</summary>
    Correlation,

    /// <summary>Only while no instance of the definition runs with the same correlation id.</summary>
    CorrelatedSingleton,
}

/// <summary>What a failing activity does to its instance.</summary>
public enum IncidentStrategy
{
    /// <summary>The instance is faulted; branches that were already scheduled still run.</summary>
    Fault,

    /// <summary>Only the failing branch stops; the others go on, the instance waits for a retry.</summary>
    ContinueWithIncidents,
}
