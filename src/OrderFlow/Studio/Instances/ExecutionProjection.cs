using System.Text.Json.Nodes;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Studio.Instances;

/// <summary>Journal lines and runs in Elsa's shapes.</summary>
internal static class ExecutionProjection
{
    /// <param name="inList">As lists have it; else as single lines and files have it.</param>
    public static LogShape Log(InstanceHistory history, JournalEntry entry, bool inList)
    {
        var activity = history.Names.Of(entry.ActivityId);
        var state = history.State;
        return new LogShape(
            $"{state.Id:D}-e{entry.Sequence}",
            inList ? null : state.DefinitionId,
            inList ? null : state.DefinitionVersionId,
            inList ? null : state.Id,
            inList ? null : state.DefinitionVersion,
            history.KeyOf(entry.ExecutionId),
            entry.ParentExecutionId == 0 ? null : history.KeyOf(entry.ParentExecutionId),
            activity.Id,
            activity.Type,
            activity.Version,
            activity.Name,
            inList ? activity.NodeId : null,
            inList ? null : activity.NodeId,
            entry.At,
            entry.Sequence,
            entry.Event.ToString(),
            entry.Message,
            entry.Event == JournalEvent.Started ? ActivityValues.Inputs(entry.Data, activity) : null,
            ActivityValues.Payload(entry));
    }

    public static ExecutionShape Execution(InstanceHistory history, ActivityRun run)
    {
        var activity = history.Names.Of(run.ActivityKey);
        var by = run.ScheduledBy == 0 ? null : history.Run(run.ScheduledBy);
        return new ExecutionShape(
            history.KeyOf(run.Id),
            history.State.Id,
            activity.Id,
            activity.NodeId,
            activity.Type,
            activity.Version,
            activity.Name,
            ActivityValues.Inputs(run.Inputs, activity),
            ActivityValues.Outcomes(run.Result),
            ActivityValues.Outputs(run.Result),
            Properties(run),
            [],
            Exception(history, run),
            run.StartedAt,
            run.HasBookmarks,
            run.Status,
            run.Faults,
            run.EndedAt,
            run.ScheduledBy == 0 ? null : history.KeyOf(run.ScheduledBy),
            by is null ? null : history.Names.Of(by.ActivityKey).Id,
            run.ParentId == 0 ? history.State.ParentInstanceId : null,
            run.Depth,
            "");
    }

    public static ExecutionSummaryShape Summary(InstanceHistory history, ActivityRun run)
    {
        var activity = history.Names.Of(run.ActivityKey);
        return new ExecutionSummaryShape(
            history.KeyOf(run.Id), history.State.Id, activity.Id, activity.NodeId, activity.Type, activity.Version, activity.Name,
            run.StartedAt, run.HasBookmarks, run.Status, [], run.Faults, run.EndedAt);
    }

    /// <summary>One badge for each activity that ran, in the order of their first run. What was cancelled counts as begun, and as nothing else.</summary>
    public static IReadOnlyList<StatsShape> Stats(InstanceHistory history, IEnumerable<ActivityRun> runs) =>
    [
        .. runs.GroupBy(r => r.ActivityKey).Select(group =>
        {
            var activity = history.Names.Of(group.Key);
            return new StatsShape(
                activity.Id,
                activity.NodeId,
                group.Count(),
                group.Count(r => r.Status == RunStatus.Completed),
                group.Count(r => r.EndedAt is null && r.Status is RunStatus.Running or RunStatus.Faulted),
                group.Any(r => r.HasBookmarks),
                group.Any(r => r.Status == RunStatus.Faulted),
                group.Sum(r => r.Faults),
                []);
        }),
    ];

    public static JsonObject Properties(ActivityRun run)
    {
        var properties = ActivityValues.ObjectOf(run.Notes);
        if (run.Variables is { Count: > 0 } variables) properties["Variables"] = ActivityValues.ObjectOf(variables);
        return properties;
    }

    private static ExceptionShape? Exception(InstanceHistory history, ActivityRun run)
    {
        if (run.Status != RunStatus.Faulted) return null;
        return history.State.Incidents.LastOrDefault(i => i.ExecutionId == run.Id) is { } incident
            ? ActivityValues.Exception(incident.Type ?? "Fault", incident.Message, incident.Values)
            : ActivityValues.Exception("Fault", run.Fault ?? "", default);
    }
}
