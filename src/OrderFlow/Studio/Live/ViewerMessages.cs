using Microsoft.AspNetCore.SignalR;
using OrderFlow.Studio.Instances;

namespace OrderFlow.Studio.Live;

/// <summary>What the designer's viewer is told, by Elsa's names.</summary>
internal static class ViewerMessages
{
    /// <summary>The instance is not what it was, its journal has grown, and so have these badges.</summary>
    public static async Task TellAsync(this IClientProxy viewers, InstanceHistory history, IEnumerable<ActivityRun> moved, CancellationToken cancel)
    {
        await viewers.TellInstanceAsync(history.State.Id, cancel);
        await viewers.SendAsync("WorkflowExecutionLogUpdatedAsync", new LogUpdated(), cancel);
        await viewers.SendAsync("ActivityExecutionLogUpdatedAsync", new BadgesUpdated(ExecutionProjection.Stats(history, moved)), cancel);
    }

    /// <summary>The instance is not what it was.</summary>
    public static Task TellInstanceAsync(this IClientProxy viewers, Guid id, CancellationToken cancel) => viewers.SendAsync("WorkflowInstanceUpdatedAsync", new InstanceUpdated(id), cancel);

    private sealed record InstanceUpdated(Guid WorkflowInstanceId);

    private sealed record LogUpdated;

    private sealed record BadgesUpdated(IReadOnlyList<StatsShape> Stats);
}
