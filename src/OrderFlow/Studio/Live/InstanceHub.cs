using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using OrderFlow.People;
using OrderFlow.Studio.Instances;

namespace OrderFlow.Studio.Live;

/// <summary>Where the viewer asks to be told when an instance moves.</summary>
internal sealed class InstanceHub(LiveInstances live, LiveObservers observers, InstanceLists instances, SignIn people, IAuthorizationService access, TimeProvider clock) : Hub
{
    public const string Path = "/elsa/hubs/workflow-instance";

    /// <summary>A viewer has read the instance a moment before it asks here. What moved in between it would never hear of.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    private HashSet<Guid> Observed => (HashSet<Guid>)Context.Items[nameof(Observed)]!;

    public override Task OnConnectedAsync()
    {
        Context.Items[nameof(Observed)] = new HashSet<Guid>();
        return base.OnConnectedAsync();
    }

    /// <summary>Called by the viewer. An instance that is not there is not observed, and nothing is said.</summary>
    /// <exception cref="HubException">The caller may not see instances, or not any more.</exception>
    public async Task ObserveInstanceAsync(string instanceId)
    {
        // A connection may be older than the loss of a right.
        if (await people.FindActiveAsync(Context.User?.Identity?.Name, Context.ConnectionAborted) is not { } user
            || !(await access.AuthorizeAsync(Access.PrincipalOf(user, "hub"), Access.View)).Succeeded)
            throw new HubException("You may not look at instances.");
        if (!Guid.TryParse(instanceId, out var id) || await instances.FindAsync(id, Context.ConnectionAborted) is null) return;
        lock (Observed)
        {
            if (!Observed.Add(id)) return;
            live.Add(id);
        }

        // It may have left while it was asking.
        if (Context.ConnectionAborted.IsCancellationRequested) Leave();
        await Groups.AddToGroupAsync(Context.ConnectionId, LiveInstances.GroupOf(id), Context.ConnectionAborted);
        if (await observers.AddAsync(id, Context.ConnectionAborted) is not var (revision, moved)) return;
        live.Stands(id, revision);
        if (clock.GetUtcNow() - moved < Moment) await live.TellAllAsync(id, Clients.Caller, Context.ConnectionAborted);
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        Leave();
        await base.OnDisconnectedAsync(exception);
    }

    private void Leave()
    {
        lock (Observed)
        {
            foreach (var id in Observed) live.Remove(id);
            Observed.Clear();
        }
    }
}
