using System.Text.Json;
using Npgsql;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Persistence;
using OrderFlow.Replay.Mapping;

namespace OrderFlow.Replay;

/// <summary>Plays one case through the door, at the log's times; what falls due between two events is fired in between.</summary>
internal sealed class CasePlayer(InstanceRunner runner, NpgsqlDataSource database, CompiledWorkflow workflow)
{
    /// <param name="plan">Without problems.</param>
    /// <param name="number">The case's place in the log.</param>
    /// <param name="instance">The id that its instance gets.</param>
    /// <param name="cancel">Ends between two steps.</param>
    public async Task<CaseVerdict> PlayAsync(CasePlan plan, int number, Guid instance, CancellationToken cancel)
    {
        if (plan.Problems.Count > 0) return new CaseVerdict(number, plan.Name, Verdict.Failed, null, null, string.Join(" ", plan.Problems));
        foreach (var step in plan.Steps)
        {
            await FireDueAsync(instance, step.At, cancel);
            CaseClock.Set(step.At);
            if (await DoAsync(step, instance, cancel) is { } reason)
                return new CaseVerdict(number, plan.Name, Verdict.Deviating, step.Event.Number, step.Event.Name, reason);
        }

        var end = plan.End is null ? null : await CompareAsync(plan.End, instance, cancel);
        return new CaseVerdict(number, plan.Name, end is null ? Verdict.Conforming : Verdict.Deviating, null, null, end);
    }

    // Null: done.
    private async Task<string?> DoAsync(PlannedStep step, Guid instance, CancellationToken cancel)
    {
        switch (step.Action)
        {
            case StartCase start:
                return Refusal(await runner.StartAsync(new StartRequest
                {
                    VersionId = workflow.Definition.Id,
                    InstanceId = instance,
                    Input = start.Inputs,
                    CorrelationId = start.CorrelationId,
                    Name = start.Name,
                    Actor = step.By?.User,
                }, cancel));
            case TakeOutcome take:
                return await DecideAsync(take, step.By, instance, cancel);
            case RaiseEvent raised:
                return await RaiseAsync(raised, step.By, instance, cancel);
            case CancelCase:
                return Refusal(await ApplyAsync(new InstanceTarget.ById(instance), new CancelWorkflow(null) { Actor = step.By?.User }, cancel));
            case Unforeseen unforeseen:
                return unforeseen.Reason;
            default:
                throw new InvalidOperationException($"Expected a known step, but got {step.Action.GetType().Name}.");
        }
    }

    private async Task<string?> DecideAsync(TakeOutcome take, Performer? by, Guid instance, CancellationToken cancel)
    {
        var open = await OpenTasksAsync(instance, cancel);
        var wanted = workflow.FindByIdOrName(take.Task)?.Key ?? take.Task;
        var match = open.FirstOrDefault(t => t.Activity == wanted);
        if (match.Id == default) return $"Expected task '{take.Task}' to be open, but open {(open.Count == 0 ? "is none" : "are " + Names(open.Select(t => t.Activity)))}.";
        var decision = new DecideTask(match.Id, by?.Roles ?? new HashSet<string>(), take.Outcome, take.Comment, take.Form) { Actor = by?.User ?? "" };
        return Refusal(await ApplyAsync(new InstanceTarget.ByTask(match.Id), decision, cancel));
    }

    private async Task<string?> RaiseAsync(RaiseEvent raised, Performer? by, Guid instance, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("SELECT bookmark_id FROM bookmarks WHERE instance_id = $1 AND kind = $2 AND key = $3 ORDER BY bookmark_id LIMIT 1");
        command.Parameters.Add(new() { Value = instance });
        command.Parameters.Add(new() { Value = (short)BookmarkKind.Event });
        command.Parameters.Add(new() { Value = raised.Name });
        if (await command.ExecuteScalarAsync(cancel) is not int bookmark) return $"Nothing waits for event '{raised.Name}'.";
        return Refusal(await ApplyAsync(new InstanceTarget.ById(instance), new ResumeBookmark(bookmark, raised.Payload) { Actor = by?.User }, cancel));
    }

    private async Task FireDueAsync(Guid instance, DateTimeOffset until, CancellationToken cancel)
    {
        while (true)
        {
            await using var command = database.CreateCommand("SELECT id, due_at FROM deadlines WHERE instance_id = $1 AND due_at <= $2 ORDER BY due_at LIMIT 1");
            command.Parameters.Add(new() { Value = instance });
            command.Parameters.Add(new() { Value = until.UtcDateTime });
            Guid id;
            await using (var reader = await command.ExecuteReaderAsync(cancel))
            {
                if (!await reader.ReadAsync(cancel)) return;
                id = reader.GetGuid(0);
                CaseClock.Set(reader.GetFieldValue<DateTimeOffset>(1));
            }

            if (Refusal(await ApplyAsync(new InstanceTarget.ByDeadline(id), new FireDeadline(id), cancel)) is { } refused)
                throw new InvalidOperationException($"Expected deadline '{id}' to fire, but it was refused: {refused}");
        }
    }

    private async Task<string?> CompareAsync(EndRule end, Guid instance, CancellationToken cancel)
    {
        var state = await StateAsync(instance, cancel);
        var found = (state.Status, state.SubStatus) switch
        {
            (WorkflowStatus.Finished, WorkflowSubStatus.Cancelled) => EndStatus.Cancelled,
            (WorkflowStatus.Finished, WorkflowSubStatus.Finished) => EndStatus.Finished,
            (WorkflowStatus.Running, _) => EndStatus.Waiting,
            _ => (EndStatus?)null,
        };
        if (found != end.Status) return $"Expected the case to be {end.Status.ToString().ToLowerInvariant()} in the end, but it is {state.SubStatus.ToString().ToLowerInvariant()}{Incident(state)}.";
        foreach (var (name, value) in end.Outputs)
        {
            if (!state.Output.TryGetValue(name, out var output) || !JsonElement.DeepEquals(output, value))
                return $"Expected output '{name}' to be {value.GetRawText()} in the end, but it is {(output.ValueKind == JsonValueKind.Undefined ? "not set" : output.GetRawText())}.";
        }

        if (end.At is null) return null;
        var open = (await OpenTasksAsync(instance, cancel)).Select(t => t.Activity).Order(StringComparer.Ordinal).ToList();
        var wanted = end.At.Select(a => workflow.FindByIdOrName(a)?.Key ?? a).Order(StringComparer.Ordinal).ToList();
        return open.SequenceEqual(wanted) ? null : $"Expected open tasks {Names(wanted)} in the end, but they are {Names(open)}.";
    }

    private async Task<InstanceState> StateAsync(Guid instance, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("SELECT state FROM instances WHERE id = $1");
        command.Parameters.Add(new() { Value = instance });
        var stored = (byte[]?)await command.ExecuteScalarAsync(cancel) ?? throw new InvalidOperationException($"Expected instance '{instance}' to be there after its start, but it is not.");
        return StateJson.ReadState(PackedJson.Unpack(stored));
    }

    private async Task<List<(Guid Id, string Activity)>> OpenTasksAsync(Guid instance, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("SELECT id, activity_id FROM tasks WHERE instance_id = $1 AND state = 0 ORDER BY id");
        command.Parameters.Add(new() { Value = instance });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var open = new List<(Guid, string)>();
        while (await reader.ReadAsync(cancel)) open.Add((reader.GetGuid(0), reader.GetString(1)));
        return open;
    }

    private Task<RunResult> ApplyAsync(InstanceTarget target, Stimulus stimulus, CancellationToken cancel) => runner.ApplyAsync(target, stimulus, Expectation.None, cancel);

    private static string? Refusal(RunResult result) => result is RunResult.Rejected rejected ? rejected.Message : null;

    private static string Incident(InstanceState state) => state.Incidents.Find(i => !i.IsResolved) is { } incident ? $": {incident.Message}" : "";

    private string Names(IEnumerable<string> activities) => string.Join(", ", activities.Select(a => $"'{workflow.Find(a)?.DisplayText ?? a}'"));
}
