using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;

namespace OrderFlow.Studio.Instances;

/// <summary>An instance in Elsa's shape.</summary>
internal static class InstanceProjection
{
    public static InstanceShape Instance(InstanceHistory history)
    {
        var state = history.State;
        return new InstanceShape(
            state.Id, state.DefinitionId, state.DefinitionVersionId, state.DefinitionVersion, State(history), state.Status, state.SubStatus, false,
            state.CorrelationId, state.Name, InstanceSummary.OpenIncidents(state), false, state.CreatedAt, state.UpdatedAt, state.FinishedAt, state.ParentInstanceId);
    }

    public static StateShape State(InstanceHistory history)
    {
        var state = history.State;
        return new StateShape(
            state.Id, state.DefinitionId, state.DefinitionVersionId, state.DefinitionVersion, state.CorrelationId, state.Name, state.Status, state.SubStatus, false,
            [.. state.Bookmarks.Select(b => Bookmark(history, b))],
            [.. state.Incidents.Where(i => !i.IsResolved).Select(i => Incident(history, i))],
            false,
            [.. state.Executions.Where(e => e.ParentId != 0).Select(e => new CallbackShape(history.KeyOf(e.ParentId), history.Names.Of(e.ActivityId).NodeId, "OnChildCompletedAsync"))],
            [.. Contexts(history)],
            [.. state.Scheduled.Select(s => new ScheduledShape(history.Names.Of(s.ActivityId).NodeId, s.OwnerId == 0 ? null : history.KeyOf(s.OwnerId)))],
            state.LastSequence, state.Input, state.Output, state.Properties, state.CreatedAt, state.UpdatedAt, state.FinishedAt, state.ParentInstanceId);
    }

    /// <summary>The workflow's own variables in the order of their declaration, then what scripts made.</summary>
    public static IReadOnlyList<VariableShape> Variables(InstanceHistory history)
    {
        var values = history.State.Executions.Find(e => e.ParentId == 0)?.Variables ?? history.State.LastVariables ?? [];
        var declared = history.Workflow?.Definition.Variables ?? [];
        return
        [
            .. declared.Select(v => Variable(v.Id, v.Name)),
            .. values.Keys.Where(id => !declared.Any(v => v.Id == id)).Select(id => Variable(id, id)),
        ];

        VariableShape Variable(string id, string name) =>
            new(id, name, values.TryGetValue(id, out var value) && value.ValueKind is not (System.Text.Json.JsonValueKind.Null or System.Text.Json.JsonValueKind.Undefined) ? value : null);
    }

    // Children before their owners, as Elsa has it. Of an instance that is over only the workflow itself is left, with its variables.
    private static IEnumerable<ContextShape> Contexts(InstanceHistory history)
    {
        var state = history.State;
        foreach (var execution in Enumerable.Reverse(state.Executions))
            if (history.Run(execution.Id) is { } run) yield return Context(history, run, ExecutionProjection.Properties(run));
        if (state.Executions.Exists(e => e.ParentId == 0) || history.Runs.FirstOrDefault(r => r.ParentId == 0) is not { } workflow) yield break;
        yield return Context(history, workflow, state.LastVariables is { Count: > 0 } last ? new JsonObject { ["Variables"] = ActivityValues.ObjectOf(last) } : []);
    }

    private static ContextShape Context(InstanceHistory history, ActivityRun run, JsonObject properties)
    {
        var activity = history.Names.Of(run.ActivityKey);
        return new ContextShape(
            history.KeyOf(run.Id),
            run.Depth,
            run.ParentId == 0 ? null : history.KeyOf(run.ParentId),
            activity.NodeId,
            history.Run(run.ParentId) is { } owner ? history.Names.Of(owner.ActivityKey).NodeId : null,
            properties,
            [],
            ActivityValues.Inputs(run.Inputs, activity) ?? [],
            [],
            run.Status,
            false,
            run.Faults,
            run.StartedAt,
            run.EndedAt);
    }

    private static BookmarkShape Bookmark(InstanceHistory history, Bookmark bookmark)
    {
        var activity = history.Names.Of(bookmark.ActivityId);
        var payload = bookmark.Payload.ValueKind == System.Text.Json.JsonValueKind.Object ? JsonObject.Create(bookmark.Payload)
            : bookmark.Reference is { } reference ? new JsonObject { [bookmark.Kind == BookmarkKind.HttpCall ? "callId" : "taskId"] = reference } : null;
        return new BookmarkShape(
            $"{history.State.Id:D}-b{bookmark.Id}",
            activity.Type,
            Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{activity.Type}\n{bookmark.Key}\n{payload?.ToJsonString()}"))),
            payload,
            activity.Id,
            activity.NodeId,
            history.KeyOf(bookmark.ExecutionId),
            bookmark.CreatedAt,
            true,
            true);
    }

    private static IncidentShape Incident(InstanceHistory history, Incident incident)
    {
        var activity = history.Names.Of(incident.ActivityId);
        return new IncidentShape(
            activity.Id, activity.NodeId, activity.Type, incident.Message, ActivityValues.Exception(incident.Type ?? "Fault", incident.Message, incident.Values), incident.At);
    }
}
