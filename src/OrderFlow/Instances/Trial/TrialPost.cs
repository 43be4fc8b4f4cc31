using OrderFlow.Engine.Execution;

namespace OrderFlow.Instances.Trial;

/// <summary>What instances of a dry run have for each other: delivered at once and in the order of <see cref="MessagePump"/>, in memory.</summary>
internal sealed class TrialPost(TrialDoor door)
{
    /// <summary>Does these messages and what they leave in turn, the newest first.</summary>
    public async Task DrainAsync(IReadOnlyList<TrialMessage> left, CancellationToken cancel)
    {
        var waiting = new Stack<TrialMessage>(left.Reverse());
        var early = new List<TrialMessage>();
        while (door.Stopped is null && waiting.TryPop(out var message))
        {
            // What is for an instance that is still to be started waits for that start.
            if (message.Kind is not (MessageKind.StartChild or MessageKind.StartByTrigger) && waiting.Any(w => w.Kind is MessageKind.StartChild or MessageKind.StartByTrigger && w.Target == message.Target))
            {
                early.Add(message);
                continue;
            }

            foreach (var next in Enumerable.Reverse(await DeliverAsync(message, cancel))) waiting.Push(next);
            if (waiting.Count > 0) continue;
            foreach (var late in Enumerable.Reverse(early)) waiting.Push(late);
            early.Clear();
        }
    }

    private async Task<List<TrialMessage>> DeliverAsync(TrialMessage message, CancellationToken cancel)
    {
        switch (message.Kind)
        {
            case MessageKind.StartChild:
                var child = (StartChild)message.Payload!;
                return await StartAsync(MessageStarts.RequestOf(child, message.Source), child, message, cancel);
            case MessageKind.StartByTrigger:
                return await StartAsync(MessageStarts.RequestOf((TriggeredStart)message.Payload!, message.Target), null, message, cancel);
            case MessageKind.PublishEvent:
                return await SpreadAsync((PublishEvent)message.Payload!, message.Source, cancel);
            case MessageKind.NotifyParent:
                var report = (ChildReport)message.Payload!;
                return await ApplyAsync(message, new ChildEnded(message.Bookmark!.Value, message.Source!.Value, report.Result.SubStatus, report.Result.Output) { Failure = report.Failure, IsMissing = report.IsMissing }, cancel);
            case MessageKind.Resume:
                return await ApplyAsync(message, new ResumeBookmark(message.Bookmark!.Value, ((PublishEvent)message.Payload!).Payload), cancel);
            case MessageKind.CancelChild:
                return await ApplyAsync(message, new CancelWorkflow("its parent no longer waits for it"), cancel);
            default:
                throw new InvalidOperationException($"Expected a known message, but got kind {message.Kind}.");
        }
    }

    private async Task<List<TrialMessage>> StartAsync(StartRequest request, StartChild? child, TrialMessage message, CancellationToken cancel)
    {
        var (left, rejected) = await door.StartAsync(request, cancel);
        if (rejected is null || door.Stopped is not null) return left;
        var failure = child is null ? rejected.Message : MessageStarts.FailureOf(child, rejected);
        if (child is { BookmarkId: { } bookmark })
        {
            var nothing = new NotifyParent(message.Source!.Value, bookmark, WorkflowSubStatus.Faulted, new Dictionary<string, System.Text.Json.JsonElement>());
            return [new TrialMessage(MessageKind.NotifyParent, message.Source, child.ChildInstanceId, bookmark, new ChildReport(nothing, failure, rejected.Kind == Rejection.NotFound))];
        }

        if (!MessageStarts.IsExpected(child, rejected)) LastOf(message.Source)?.Failures.Add(failure);
        return [];
    }

    // One message for each that waits at this moment: whoever comes to wait by it does not get it.
    private async Task<List<TrialMessage>> SpreadAsync(PublishEvent publish, Guid? source, CancellationToken cancel)
    {
        var left = door.World.WaitingFor(publish, source).Select(w => new TrialMessage(MessageKind.Resume, w.Instance.State.Id, source, w.Bookmark.Id, publish)).ToList();
        if (publish.OnlyThisInstance) return left;
        foreach (var trigger in await door.Lookups.TriggersAsync(publish.Name, door.Tried, door.Now, cancel))
            left.Add(new TrialMessage(MessageKind.StartByTrigger, EventSpread.IdOf(publish.Id, trigger), source, null, EventSpread.StartOf(publish, trigger)));
        return left;
    }

    private async Task<List<TrialMessage>> ApplyAsync(TrialMessage message, Stimulus stimulus, CancellationToken cancel)
    {
        if (door.World.Find(message.Target) is not { } instance) return [];
        var (left, refused) = await door.ApplyAsync(instance, stimulus, cancel);
        // A faulted instance would keep it until somebody takes it up, which nobody does in a dry run; the rest is over already.
        if (refused is { Kind: Refusal.Invalid }) LastOf(message.Target)?.Failures.Add(refused.Message);
        return left;
    }

    private TrialEntry? LastOf(Guid? instance) => door.World.Entries.FindLast(e => e.Instance.State.Id == instance) ?? door.World.Entries.LastOrDefault();
}
