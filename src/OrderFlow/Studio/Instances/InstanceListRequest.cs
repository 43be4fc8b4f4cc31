namespace OrderFlow.Studio.Instances;

/// <summary>Which instances, in which order; null members: all.</summary>
internal sealed record InstanceListRequest
{
    public int? Page { get; init; }
    public int? PageSize { get; init; }
    public string? SearchTerm { get; init; }
    public string? DefinitionId { get; init; }
    public IReadOnlyList<string>? DefinitionIds { get; init; }
    public string? CorrelationId { get; init; }
    public int? Version { get; init; }
    public bool? HasIncidents { get; init; }

    /// <summary>True: none, for here the system runs no workflows of its own.</summary>
    public bool? IsSystem { get; init; }

    // As text: what is none of Elsa's words is refused with its name.
    public string? Status { get; init; }
    public IReadOnlyList<string>? Statuses { get; init; }
    public string? SubStatus { get; init; }
    public IReadOnlyList<string>? SubStatuses { get; init; }
    public string? OrderBy { get; init; }
    public string? OrderDirection { get; init; }
    public IReadOnlyList<TimestampFilter>? TimestampFilters { get; init; }
}

/// <param name="Column">CreatedAt, UpdatedAt or FinishedAt.</param>
internal sealed record TimestampFilter(string? Column, string? Operator, DateTimeOffset Timestamp);

/// <summary>Elsa's words for comparing moments.</summary>
internal enum TimestampOperator
{
    Is,
    IsNot,
    GreaterThan,
    GreaterThanOrEqual,
    LessThan,
    LessThanOrEqual,
}

internal enum InstanceOrder
{
    Created,
    UpdatedAt,
    LastExecuted,
    Finished,
    Name,
}
