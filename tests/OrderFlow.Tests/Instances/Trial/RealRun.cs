using System.Globalization;
using System.Text.Json;
using OrderFlow.Deadlines;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Instances.Trial;
using OrderFlow.Tests.Outbox;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances.Trial;

/// <summary>Does the steps of a dry run in the real product: door, deadlines, outbox and mail server.</summary>
internal sealed class RealRun(OutboxRig rig, TrialRun trial)
{
    private int steps;
    private int entries;

    private TestStore Store => rig.Store;

    /// <summary>After the dry run has done the step, or refused it.</summary>
    /// <returns>Why it is refused; null: it is done.</returns>
    public async Task<string?> DoAsync(TrialStep step)
    {
        string? refusal = null;
        var fired = trial.Entries.Skip(entries).Where(e => e.Cause is FireDeadline).ToList();
        entries = trial.Entries.Count;
        switch (step)
        {
            case TrialStep.Start start:
                refusal = Refusal(await Store.Runner.StartAsync(
                    new StartRequest
                    {
                        VersionId = trial.Version.Id,
                        InstanceId = trial.Instances[0].State.Id,
                        Input = start.Input,
                        Variables = start.Variables,
                        CorrelationId = start.CorrelationId,
                        TriggerActivityId = start.TriggerActivityId,
                        TriggerInput = start.TriggerInput,
                    },
                    CancellationToken.None));
                break;
            case TrialStep.Decide decide:
                var roles = decide.Assignee.StartsWith("role:", StringComparison.Ordinal) ? [decide.Assignee[5..]] : await RolesAsync(decide.Assignee[(decide.Assignee.IndexOf(':', StringComparison.Ordinal) + 1)..]);
                var name = decide.Assignee[(decide.Assignee.IndexOf(':', StringComparison.Ordinal) + 1)..];
                refusal = Refusal(await Store.Runner.ApplyAsync(
                    new InstanceTarget.ByTask(decide.TaskId), new DecideTask(decide.TaskId, roles.ToHashSet(), decide.Outcome, decide.Comment, decide.FormData) { Actor = name }, Expectation.None, CancellationToken.None));
                break;
            case TrialStep.Publish publish:
                (await Store.Runner.PublishEventAsync(publish.Name, publish.CorrelationId, publish.Payload, TrialSteps.IdOf(trial.Version.DefinitionId, trial.From, string.Create(CultureInfo.InvariantCulture, $"event {steps}")), CancellationToken.None)).ShouldBeNull();
                break;
            case TrialStep.Resume resume:
                refusal = Refusal(await Store.ApplyAsync(resume.InstanceId, new ResumeBookmark(resume.BookmarkId, resume.Input)));
                break;
            case TrialStep.Answer answer:
                refusal = await AnswerAsync(answer);
                break;
            default:
                await PushAsync(fired, trial.Now);
                break;
        }

        if (refusal is null) steps++;
        await SettleAsync();
        return refusal;
    }

    // Those of one moment come in no order that is promised; the real run takes that of the dry run.
    private async Task PushAsync(List<TrialEntry> fired, DateTimeOffset until)
    {
        foreach (var moment in fired.GroupBy(e => ((FireDeadline)e.Cause, e.At)).GroupBy(e => e.Key.At))
        {
            if (moment.Key > Store.Clock.GetUtcNow()) Store.Clock.SetUtcNow(moment.Key);
            if (moment.Count() == 1)
            {
                (await Store.Get<DueWork>().NextAsync(CancellationToken.None)).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(moment.Key);
                (await Store.Get<DueWork>().FireDueAsync(CancellationToken.None)).ShouldBe(1);
                await SettleAsync();
                continue;
            }

            foreach (var deadline in moment.Select(m => m.Key.Item1))
            {
                Applied(await Store.Runner.ApplyAsync(new InstanceTarget.ByDeadline(deadline.DeadlineId), deadline, Expectation.None, CancellationToken.None));
                await SettleAsync();
            }
        }

        if (await Store.Get<DueWork>().NextAsync(CancellationToken.None) is { } next) next.ShouldBeGreaterThan(until, "the dry run has left out a deadline");
        if (until > Store.Clock.GetUtcNow()) Store.Clock.SetUtcNow(until);
    }

    private async Task<string?> AnswerAsync(TrialStep.Answer answer)
    {
        var state = await Store.ScalarAsync<Guid>($"SELECT instance_id FROM outbox WHERE id = '{answer.CallId}'");
        var bookmark = (await Store.StateAsync(state)).Bookmarks.Single(b => b.Reference == answer.CallId);
        var result = JsonSerializer.SerializeToElement(answer.Result, OrderFlow.Persistence.StoreJson.Default.HttpResult);
        if (Refusal(await Store.ApplyAsync(state, new ResumeBookmark(bookmark.Id, result))) is { } refusal) return refusal;
        await Store.ExecuteAsync($"DELETE FROM outbox WHERE id = '{answer.CallId}'");
        return null;
    }

    // Messages and letters, until nothing is left of them. Calls stay: the steps say what is answered.
    private async Task SettleAsync()
    {
        var host = rig.Host();
        do
        {
            await Store.Pump.SweepAsync(CancellationToken.None);
            await Store.ExecuteAsync($"UPDATE outbox SET next_try_at = '2200-01-01' WHERE kind = {(int)OrderFlow.Outbox.OutboxKind.Http}");
        }
        while (await host.RunDueAsync(CancellationToken.None) > 0);
    }

    private async Task<string[]> RolesAsync(string name)
    {
        await using var db = Store.Db();
        return (await db.Users.FindAsync(name))?.Roles ?? [];
    }

    private static void Applied(RunResult result) => TestStore.Applied(result);

    private static string? Refusal(RunResult result) => (result as RunResult.Rejected)?.Message;
}
