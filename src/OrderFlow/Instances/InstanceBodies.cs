using System.Text.Json;
using OrderFlow.Hosting.Api;
using OrderFlow.Persistence;

namespace OrderFlow.Instances;

/// <summary>A new instance of the published version of a workflow.</summary>
internal sealed record StartBody
{
    [NotEmpty, AtMost(StoredText.KeyLength)]
    public required string DefinitionId { get; init; }

    /// <summary>The workflow's inputs by name.</summary>
    public Dictionary<string, JsonElement> Input { get; init; } = [];

    /// <summary>Values for declared variables by name.</summary>
    public Dictionary<string, JsonElement> Variables { get; init; } = [];

    /// <summary>The business number by which events find it; null: none.</summary>
    [AtMost(StoredText.KeyLength)]
    public string? CorrelationId { get; init; }

    [AtMost(1000)]
    public string? Name { get; init; }

    /// <summary>Repeated with it, the start gives the same answer. Null: every call starts one.</summary>
    public Guid? OperationId { get; init; }

    public StartRequest Request(string actor) => new()
    {
        DefinitionId = DefinitionId,
        Input = Input,
        Variables = Variables,
        CorrelationId = CorrelationId,
        Name = Name,
        Actor = actor,
        OperationId = OperationId,
    };
}

/// <summary>A command that needs no more than who and when.</summary>
internal record CommandBody
{
    /// <summary>Repeated with it, the command gives the same answer. Null: no protection.</summary>
    public Guid? OperationId { get; init; }

    /// <summary>The instance's revision that the caller saw; another is a conflict. Null: any.</summary>
    public int? Revision { get; init; }

    public Expectation Expectation() => new() { OperationId = OperationId, Revision = Revision };
}

internal sealed record ReasonBody : CommandBody
{
    /// <summary>For the journal; null: none.</summary>
    [AtMost(2000)]
    public string? Reason { get; init; }
}

internal sealed record RetryBody : CommandBody
{
    /// <summary>Null: all open ones.</summary>
    public int? IncidentId { get; init; }
}

internal sealed record BulkBody
{
    public required BulkCommand Command { get; init; }

    [NotEmpty, AtMost(1000)]
    public required Guid[] Ids { get; init; }

    /// <summary>For the journal; null: none.</summary>
    [AtMost(2000)]
    public string? Reason { get; init; }

    /// <summary>Repeated with it, each gives the same answer. Null: no protection.</summary>
    public Guid? OperationId { get; init; }

    /// <summary>The revisions that the caller saw, in the order of the ids; another is a conflict for that one. Null: any.</summary>
    [AtMost(1000)]
    public int[]? Revisions { get; init; }
}

internal sealed record BulkStartBody
{
    /// <summary>Each with its own operation id, where it may be repeated.</summary>
    [NotEmpty, AtMost(1000)]
    public required StartBody[] Starts { get; init; }
}

internal enum BulkCommand
{
    Cancel,
    Suspend,
    Resume,
    Retry,
    Delete,
}

/// <param name="Status">As the command alone would be answered: 200, 204, 404, 409, 422.</param>
/// <param name="Detail">Why it was refused; null: it was not.</param>
internal sealed record BulkAnswer(Guid Id, int Status, string? Detail);

/// <param name="Status">As the command alone would be answered.</param>
/// <param name="Instance">Null: it was refused.</param>
/// <param name="Detail">Why it was refused; null: it was not.</param>
internal sealed record BulkResult(int Status, InstanceSummary? Instance, string? Detail)
{
    public static BulkResult Of(RunResult result, int done) => result switch
    {
        RunResult.Applied applied => new(done, applied.Instance, null),
        RunResult.Rejected rejected => new(rejected.ToProblem().Status, null, rejected.Message),
        _ => throw new InvalidOperationException($"Expected a known result, but got {result.GetType().Name}."),
    };
}
