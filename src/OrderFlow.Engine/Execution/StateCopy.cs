namespace OrderFlow.Engine.Execution;

/// <summary>A copy of a state that a burst may change. Values are immutable and shared.</summary>
internal static class StateCopy
{
    public static InstanceState Of(InstanceState s) => new()
    {
        Id = s.Id,
        DefinitionId = s.DefinitionId,
        DefinitionVersionId = s.DefinitionVersionId,
        DefinitionVersion = s.DefinitionVersion,
        Status = s.Status,
        SubStatus = s.SubStatus,
        IsHeld = s.IsHeld,
        CorrelationId = s.CorrelationId,
        Name = s.Name,
        TriggerActivityId = s.TriggerActivityId,
        ParentInstanceId = s.ParentInstanceId,
        ParentBookmarkId = s.ParentBookmarkId,
        ParentWaitsUntilIdle = s.ParentWaitsUntilIdle,
        Revision = s.Revision,
        CreatedAt = s.CreatedAt,
        UpdatedAt = s.UpdatedAt,
        FinishedAt = s.FinishedAt,
        Input = new(s.Input),
        Output = new(s.Output),
        Properties = new(s.Properties),
        ActivityOutputs = s.ActivityOutputs.ToDictionary(o => o.Key, o => new Dictionary<string, System.Text.Json.JsonElement>(o.Value)),
        LastResult = s.LastResult,
        Executions = [.. s.Executions.Select(Of)],
        LastVariables = s.LastVariables is null ? null : new(s.LastVariables),
        Bookmarks = [.. s.Bookmarks],
        Deadlines = [.. s.Deadlines],
        Scheduled = [.. s.Scheduled],
        Incidents = [.. s.Incidents.Select(Of)],
        Initiator = s.Initiator,
        Approvals = s.Approvals,
        IsTriggerPassed = s.IsTriggerPassed,
        TriggerInput = s.TriggerInput,
        LastExecutionId = s.LastExecutionId,
        LastBookmarkId = s.LastBookmarkId,
        LastSequence = s.LastSequence,
        LastNumber = s.LastNumber,
    };

    private static ActivityExecution Of(ActivityExecution e) => new()
    {
        Id = e.Id,
        ParentId = e.ParentId,
        ActivityId = e.ActivityId,
        Status = e.Status,
        StartedAt = e.StartedAt,
        ScheduledBy = e.ScheduledBy,
        Tag = e.Tag,
        Data = new(e.Data),
        Variables = e.Variables is null ? null : new(e.Variables),
    };

    private static Incident Of(Incident i) => new()
    {
        Id = i.Id,
        ActivityId = i.ActivityId,
        ExecutionId = i.ExecutionId,
        Message = i.Message,
        Type = i.Type,
        Values = i.Values,
        At = i.At,
        IsResolved = i.IsResolved,
    };
}
