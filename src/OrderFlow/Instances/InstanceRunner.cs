using System.Text.Json;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Instances;

/// <summary>
/// The one door: nothing else changes an instance. It locks the instance's row, lets the engine decide, and commits state,
/// journal, tasks, deadlines, bookmarks, outbox and messages together. Then it does what the burst left for other instances.
/// </summary>
public sealed class InstanceRunner
{
    /// <summary>Starts an instance and runs its first burst.</summary>
    public Task<RunResult> StartAsync(StartRequest request, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Runs one burst of an instance.</summary>
    public Task<RunResult> ApplyAsync(InstanceTarget target, Stimulus stimulus, Expectation expected, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Resumes the bookmark that waits under a public id, as the task id of a RunTask.</summary>
    public Task<RunResult> ResumeAsync(Guid reference, JsonElement input, string? actor, Expectation expected, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Publishes an event from outside: resumes who waits for it, starts what it triggers. Done when the answer comes, or soon after.</summary>
    /// <param name="correlationId">Null: all that wait for the name.</param>
    /// <param name="payload">Undefined: none.</param>
    /// <param name="operationId">Repeated with it, the event is published once. Null: every call publishes.</param>
    public Task<RunResult.Rejected?> PublishEventAsync(string name, string? correlationId, JsonElement payload, Guid? operationId, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Starts what a due deadline of a published trigger starts, and sets its next moment.</summary>
    public Task<RunResult> FireTriggerAsync(Guid deadlineId, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Deletes an instance with all its rows. A running one is cancelled first, so that parent and children learn of it.</summary>
    public Task<RunResult.Rejected?> DeleteAsync(Guid instanceId, string? actor, CancellationToken cancel) => throw new NotImplementedException();
}
