using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Execution;

/// <summary>Runs again what failed, with the variables as they are now.</summary>
internal static class Retries
{
    public static Refused? Retry(BurstRun run, RetryIncident retry)
    {
        var state = run.State;
        var chosen = state.Incidents.FindAll(i => !i.IsResolved && (retry.IncidentId is null || i.Id == retry.IncidentId));
        if (chosen.Count == 0)
        {
            return retry.IncidentId is { } id
                ? new Refused(Refusal.NotFound, $"Expected incident {id} of instance '{state.Id}' to be open, but it is not.")
                : new Refused(Refusal.NotOpen, $"Instance '{state.Id}' has no open incident.");
        }

        if (state.Executions.Count == 0)
            return new Refused(Refusal.NotOpen, $"Instance '{state.Id}' never began, for its start was not applied: there is nothing to run again. Start it anew.");
        Interventions.Remark(run, "Retried", string.Join(", ", chosen.Select(i => i.ActivityId).Distinct()));
        foreach (var incident in chosen) incident.IsResolved = true;
        foreach (var execution in chosen.Select(i => run.Live(i.ExecutionId)).Distinct())
        {
            if (execution is null) continue;
            execution.Status = ExecutionStatus.Running;
            if (run.NodeOf(execution).Type is Flowchart && execution.Data.ContainsKey("start"))
            {
                run.Attempt(execution, () => Flowchart.Reconsider(run.Context(execution)));
                continue;
            }

            // A container whose children are still at work goes on with them; anything else is executed anew.
            if (run.ChildrenOf(execution).Any() || state.Scheduled.Exists(s => s.OwnerId == execution.Id)) continue;
            state.Scheduled.Add(new ScheduledActivity { ActivityId = execution.ActivityId, OwnerId = execution.ParentId, ExecutionId = execution.Id, ScheduledBy = execution.ScheduledBy });
        }

        return null;
    }
}
