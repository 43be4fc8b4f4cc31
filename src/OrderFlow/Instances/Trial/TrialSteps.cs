using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using OrderFlow.Tasks;

namespace OrderFlow.Instances.Trial;

/// <summary>Does the steps of a dry run in its world.</summary>
internal sealed class TrialSteps(TrialDoor door, TrialClock clock, string defaultFrom)
{
    private readonly TrialPost post = new(door);
    private readonly TrialMails mails = new(door, new TrialPost(door), defaultFrom);
    private readonly DateTimeOffset from = clock.Now;
    private int steps;

    /// <returns>Why nothing has changed; null: it is done.</returns>
    public async Task<RunResult.Rejected?> DoAsync(TrialStep step, CancellationToken cancel)
    {
        if (door.Stopped is { } stopped) return stopped;
        if (steps >= TrialLimits.Steps) return new(Rejection.Invalid, $"A dry run has at most {TrialLimits.Steps} steps. Begin again.");
        if (step is TrialStep.Start != (door.World.Instances.Count == 0))
            return step is TrialStep.Start
                ? new(Rejection.Conflict, $"The dry run has begun already. Step back, or begin again.")
                : new(Rejection.Conflict, $"The dry run has not begun. Its first step is the start.");
        door.Begin();
        var rejected = await DoOneAsync(step, cancel);
        // Only what was done is done again.
        if (rejected is null) steps++;
        return rejected;
    }

    private async Task<RunResult.Rejected?> DoOneAsync(TrialStep step, CancellationToken cancel) =>
        step switch
        {
            TrialStep.Start start => await StartAsync(start, cancel),
            TrialStep.Decide decide => await DecideAsync(decide, cancel),
            TrialStep.PushToNext => door.World.Deadlines.Count == 0
                ? new(Rejection.Conflict, $"No deadline is pending, so there is none to push the clock to.")
                : await PushAsync(door.World.Deadlines.Min(d => d.DueAt), cancel),
            TrialStep.PushTo push => await PushAsync(push.Until, cancel),
            TrialStep.PushBy push => push.While <= TrialLimits.Horizon
                ? await PushAsync(clock.Now + push.While, cancel)
                : new(Rejection.Invalid, $"The clock of a dry run can be pushed {(int)TrialLimits.Horizon.TotalDays} days at most."),
            TrialStep.Publish publish => await PublishAsync(publish, cancel),
            TrialStep.Resume resume => await ResumeAsync(resume, cancel),
            TrialStep.Answer answer => await AnswerAsync(answer, cancel),
            _ => throw new InvalidOperationException($"Expected a known step, but got {step.GetType().Name}."),
        };

    private async Task<RunResult.Rejected?> StartAsync(TrialStep.Start start, CancellationToken cancel)
    {
        if (from.Year is < TrialLimits.FirstYear or > TrialLimits.LastYear)
            return new(Rejection.Invalid, $"A dry run begins between the years {TrialLimits.FirstYear} and {TrialLimits.LastYear}, not in {from.Year}.");
        var (left, rejected) = await door.StartAsync(
            new StartRequest
            {
                VersionId = door.Tried.Id,
                InstanceId = IdOf("instance"),
                Input = start.Input,
                Variables = start.Variables,
                CorrelationId = start.CorrelationId,
                TriggerActivityId = start.TriggerActivityId,
                TriggerInput = start.TriggerInput,
            },
            cancel);
        return rejected ?? await SettleAsync(left, cancel);
    }

    private async Task<RunResult.Rejected?> DecideAsync(TrialStep.Decide decide, CancellationToken cancel)
    {
        if (door.World.Tasks.Rows.Find(t => t.Id == decide.TaskId) is not { } task)
            return new(Rejection.NotFound, $"There is no task '{decide.TaskId}' in this dry run.");
        if (task.State != TaskState.Open) return Answers.Closed(new LockedTask(task.Id, task.Title, task.State, task.Outcome, task.Actor, task.ClosedAt, task.Revision));
        var name = decide.Assignee[(decide.Assignee.IndexOf(':', StringComparison.Ordinal) + 1)..];
        IReadOnlyList<string> roles = decide.Assignee.StartsWith("role:", StringComparison.Ordinal)
            ? [name]
            : (await door.Lookups.PeopleAsync("user:" + name, cancel)).SelectMany(p => p.Roles).ToList();
        var stimulus = new DecideTask(task.Id, roles.ToHashSet(), decide.Outcome, decide.Comment, decide.FormData) { Actor = name };
        return await ApplyAsync(door.World.Find(task.InstanceId)!, stimulus, cancel);
    }

    /// <summary>Past all deadlines until then, each at its own moment, the earliest first.</summary>
    private async Task<RunResult.Rejected?> PushAsync(DateTimeOffset until, CancellationToken cancel)
    {
        if (until <= clock.Now && !door.World.Deadlines.Exists(d => d.DueAt <= until))
            return new(Rejection.Invalid, $"The clock only goes forward: it is {clock.Now:u}, and {until:u} was asked for.");
        if (until - from > TrialLimits.Horizon) return new(Rejection.Invalid, $"The clock of a dry run can be pushed {(int)TrialLimits.Horizon.TotalDays} days at most.");
        // What has been tried and is still there would be found due for ever.
        var seen = new HashSet<Guid>();
        while (door.Stopped is null && door.World.Deadlines.Where(d => d.DueAt <= until && !seen.Contains(d.Id)).MinBy(d => d.DueAt) is { } due)
        {
            clock.PushTo(due.DueAt);
            var (left, refused) = await door.ApplyAsync(due.Instance, new FireDeadline(due.Id), cancel);
            if (refused is { Kind: Refusal.NotFound or Refusal.NotOpen }) door.World.Deadlines.RemoveAll(d => d.Id == due.Id);
            if (door.World.Deadlines.Contains(due)) seen.Add(due.Id);
            await SettleAsync(left, cancel);
        }

        if (door.Stopped is null) clock.PushTo(until);
        return null;
    }

    private async Task<RunResult.Rejected?> PublishAsync(TrialStep.Publish publish, CancellationToken cancel)
    {
        var effect = new PublishEvent(IdOf($"event {steps}"), publish.Name, publish.CorrelationId, false, publish.Payload);
        if (!door.World.WaitingFor(effect, null).Any() && (await door.Lookups.TriggersAsync(publish.Name, door.Tried, clock.Now, cancel)).Count == 0)
            return new(Rejection.NotFound, $"Nobody waits for event '{publish.Name}' here, and it starts no workflow.");
        return await SettleAsync([new TrialMessage(MessageKind.PublishEvent, null, null, null, effect)], cancel);
    }

    private async Task<RunResult.Rejected?> ResumeAsync(TrialStep.Resume resume, CancellationToken cancel) =>
        door.World.Find(resume.InstanceId) is { } instance
            ? await ApplyAsync(instance, new ResumeBookmark(resume.BookmarkId, resume.Input), cancel)
            : new(Rejection.NotFound, $"There is no instance '{resume.InstanceId}' in this dry run.");

    private async Task<RunResult.Rejected?> AnswerAsync(TrialStep.Answer answer, CancellationToken cancel)
    {
        if (door.World.Calls.Find(c => c.Id == answer.CallId) is not { } call)
            return new(Rejection.NotFound, $"No call '{answer.CallId}' waits for an answer in this dry run.");
        var rejected = await ApplyAsync(call.Instance, new ResumeBookmark(call.BookmarkId, JsonSerializer.SerializeToElement(answer.Result, StoreJson.Default.HttpResult)), cancel);
        if (rejected is null) door.World.Calls.Remove(call);
        return rejected;
    }

    private async Task<RunResult.Rejected?> ApplyAsync(TrialInstance instance, Stimulus stimulus, CancellationToken cancel)
    {
        var (left, refused) = await door.ApplyAsync(instance, stimulus, cancel);
        return refused is not null ? Answers.Rejected(refused) : await SettleAsync(left, cancel);
    }

    // What a burst leaves for others comes first, then the letters of all.
    private async Task<RunResult.Rejected?> SettleAsync(IReadOnlyList<TrialMessage> left, CancellationToken cancel)
    {
        await post.DrainAsync(left, cancel);
        await mails.WriteAsync(cancel);
        return null;
    }

    // The same steps from the same moment give the same ids, so that a step can name what an earlier one made.
    private Guid IdOf(string what) => IdOf(door.Tried.DefinitionId, from, what);

    /// <param name="what">"instance", or "event 3" for the one that the step after three others publishes.</param>
    internal static Guid IdOf(string definitionId, DateTimeOffset from, string what) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{definitionId} {from:O} {what}"))).AsSpan(0, 16));
}
