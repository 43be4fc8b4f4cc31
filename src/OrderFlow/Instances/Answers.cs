using Npgsql;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using OrderFlow.Tasks;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>The words of the answers: what was expected, of which id, and what was found.</summary>
internal static class Answers
{
    public static RunResult.Applied Applied(Burst burst) => new(InstanceSummary.Of(burst.State), burst.Effects.OfType<WriteResponse>().LastOrDefault())
    {
        HasLetters = burst.Effects.Any(e => e is SendMail or SendHttp or NotifyTask),
    };

    public static RunResult.Rejected Rejected(Refused refused) => new(
        refused.Kind switch
        {
            Refusal.NotFound => Rejection.NotFound,
            Refusal.NotAllowed => Rejection.NotAllowed,
            Refusal.NotOpen => Rejection.Conflict,
            Refusal.Invalid => Rejection.Invalid,
            Refusal.TooSoon => Rejection.Conflict,
        },
        refused.Reason);

    public static RunResult.Rejected NotFound(InstanceTarget target) => new(Rejection.NotFound, target switch
    {
        InstanceTarget.ById by => $"There is no instance '{by.InstanceId}'.",
        InstanceTarget.ByTask by => $"There is no task '{by.TaskId}'.",
        InstanceTarget.ByDeadline by => $"There is no pending deadline '{by.DeadlineId}'.",
        InstanceTarget.ByReference by => $"Nothing waits under '{by.Reference}', or not any more.",
        _ => throw new InvalidOperationException($"Expected a known target, but got {target.GetType().Name}."),
    });

    /// <summary>Who closed a task before the caller could; null: it is open.</summary>
    public static RunResult.Rejected? Closed(LockedTask task) => task.State switch
    {
        TaskState.Open => null,
        TaskState.Withdrawn => new(Rejection.Conflict, $"Task '{task.Title}' was withdrawn at {task.ClosedAt:u}."),
        TaskState.Completed when task.Actor is null => new(Rejection.Conflict, $"Task '{task.Title}' was decided by its deadline with '{task.Outcome}' at {task.ClosedAt:u}."),
        TaskState.Completed => new(Rejection.Conflict, $"Task '{task.Title}' was decided by {task.Actor} with '{task.Outcome}' at {task.ClosedAt:u}."),
    };

    /// <summary>Names who decided it, or decided on it, since the revision that the caller saw.</summary>
    public static async Task<RunResult.Rejected> StaleTaskAsync(LockedTask task, int seen, NpgsqlConnection connection, CancellationToken cancel)
    {
        if (Closed(task) is { } closed) return closed;
        await using var command = new NpgsqlCommand("SELECT actor, outcome, at FROM task_decisions WHERE task_id = $1 AND revision > $2 ORDER BY revision DESC LIMIT 1", connection)
        {
            Parameters = { Uuid(task.Id), Int(seen) },
        };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new(Rejection.Conflict, $"Task '{task.Title}' has changed since revision {seen}: it is at revision {task.Revision}. {reader.GetString(0)} decided on it with '{reader.GetString(1)}' at {reader.GetFieldValue<DateTimeOffset>(2):u}. Look at it again.")
            : new(Rejection.Conflict, $"Task '{task.Title}' has changed since revision {seen}: it is at revision {task.Revision}. Look at it again.");
    }

    /// <summary>Names who did what since the revision that the caller saw.</summary>
    public static async Task<RunResult.Rejected> StaleAsync(InstanceState state, int seen, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT entries FROM journal WHERE instance_id = $1 AND burst > $2 ORDER BY burst DESC LIMIT 20", connection)
        {
            Parameters = { Uuid(state.Id), Int(seen) },
        };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var entries = StateJson.ReadJournal(PackedJson.Unpack(reader.GetFieldValue<byte[]>(0)));
            if (entries.LastOrDefault(e => e.Event == JournalEvent.Action) is { } action)
            {
                return action.Actor is { } actor
                    ? new(Rejection.Conflict, $"Expected instance '{state.Id}' at revision {seen}, but it is at {state.Revision}: {actor} was faster with '{action.Message}' at {action.At:u}.")
                    : new(Rejection.Conflict, $"Expected instance '{state.Id}' at revision {seen}, but it is at {state.Revision}: the system was faster with '{action.Message}' at {action.At:u}.");
            }

            if (entries.LastOrDefault(e => e.Event == JournalEvent.Resumed) is { } resumed)
            {
                return resumed.Actor is { } actor
                    ? new(Rejection.Conflict, $"Expected instance '{state.Id}' at revision {seen}, but it is at {state.Revision}: {actor} was faster and resumed '{resumed.ActivityId}' at {resumed.At:u}.")
                    : new(Rejection.Conflict, $"Expected instance '{state.Id}' at revision {seen}, but it is at {state.Revision}: the system was faster and resumed '{resumed.ActivityId}' at {resumed.At:u}.");
            }
        }

        return new(Rejection.Conflict, $"Expected instance '{state.Id}' at revision {seen}, but it is at {state.Revision}.");
    }
}
