using System.Text.Json;

namespace OrderFlow.Instances;

/// <summary>A new instance: of the published version of a definition, or of one version, which may be a draft.</summary>
public sealed record StartRequest
{
    /// <summary>Its published version is started. Null: <see cref="VersionId"/> says which.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>Null: <see cref="DefinitionId"/> says which.</summary>
    public string? VersionId { get; init; }

    /// <summary>Null: a new one. An id that exists already is a conflict.</summary>
    public Guid? InstanceId { get; init; }

    public IReadOnlyDictionary<string, JsonElement> Input { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Values for declared variables by name; an unknown name is refused.</summary>
    public IReadOnlyDictionary<string, JsonElement> Variables { get; init; } = new Dictionary<string, JsonElement>();

    public string? CorrelationId { get; init; }
    public string? Name { get; init; }

    /// <summary>The trigger that fired; null: started directly.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>What the trigger brought; undefined: nothing.</summary>
    public JsonElement TriggerInput { get; init; }

    public Guid? ParentInstanceId { get; init; }
    public int? ParentBookmarkId { get; init; }

    /// <summary>The parent waits only for the first burst.</summary>
    public bool ParentWaitsUntilIdle { get; init; }

    /// <summary>Who; null: the system.</summary>
    public string? Actor { get; init; }

    /// <summary>Repeated with it, the start gives the same answer. Null: every call starts one.</summary>
    public Guid? OperationId { get; init; }
}
