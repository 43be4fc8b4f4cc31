using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances.Trial;
using OrderFlow.Tests.Support;
using static OrderFlow.Tests.Instances.Trial.TrialRig;

namespace OrderFlow.Tests.Instances.Trial;

/// <summary>What a dry run says, refuses and stops at.</summary>
public sealed class DryRunTests
{
    [Fact]
    public async Task It_says_who_gets_a_task_and_why()
    {
        await using var rig = await RigAsync();
        await PublishAsync(rig, "contract-approval");
        var run = await BeginAsync(rig, "contract-approval");

        await run.DoAsync(Start(("Owner", "mia"), ("Amount", 600_000), ("ContractNumber", "C-1")), CancellationToken.None);

        var legal = run.AssigneesOf(run.Tasks.Single(t => t.ActivityId == "Legal").Id).ShouldHaveSingleItem();
        (legal.Entry, legal.Input, legal.Written!.Type).ShouldBe(("role:legal", "Roles", "Object"));
        legal.People.Select(p => p.Name).ShouldBe(["lea", "leon", "mute"]);
        var sales = run.Tasks.Single(t => t.ActivityId == "Sales");
        (await run.DoAsync(new TrialStep.Decide(sales.Id, "sam", "Reject", "too cheap", default), CancellationToken.None)).ShouldBeNull();
        var owner = run.AssigneesOf(run.Tasks.Single(t => t.ActivityId == "Revise").Id).ShouldHaveSingleItem();
        (owner.Entry, owner.Input, owner.Written!.Text).ShouldBe(("user:mia", "Assignees", "'user:' + getInput('Owner')"));
    }

    [Fact]
    public async Task The_next_deadline_says_what_it_is_for()
    {
        await using var rig = await RigAsync();
        await PublishAsync(rig, "votes");
        var run = await BeginAsync(rig, "tried");

        await run.DoAsync(Start(), CancellationToken.None);

        run.Deadlines.Select(d => (d.Kind, d.DueAt - run.From, d.What, d.Then, d.ThenWhat)).ShouldBe(
        [
            (DeadlineKind.Reminder, TimeSpan.FromMinutes((24 * 60) + 6), "all", null, null),
            (DeadlineKind.Reminder, TimeSpan.FromMinutes((43 * 60) + 7), "all", null, null),
            (DeadlineKind.Due, TimeSpan.FromMinutes((48 * 60) + 7), "all", "Escalate", "legal-lead"),
            (DeadlineKind.Reminder, TimeSpan.FromMinutes((51 * 60) + 7), "all", null, null),
        ]);
    }

    [Fact]
    public async Task A_workflow_with_errors_is_not_run_but_says_what_must_be_mended()
    {
        await using var rig = await RigAsync();
        await rig.Store.SaveAsync(Documents.Workflow("tried", Documents.Sequence(Documents.Activity("Elsa.Nothing", "odd"))));

        var beginning = await rig.Store.Get<DryRun>().BeginAsync("tried", null, CancellationToken.None);

        beginning.ShouldBeOfType<TrialBeginning.HasErrors>().Findings.ShouldContain(f => f.Severity == Severity.Error);
        (await rig.Store.Get<DryRun>().BeginAsync("nothing", null, CancellationToken.None)).ShouldBeOfType<TrialBeginning.NotFound>();
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_and_changes_nothing()
    {
        await using var rig = await RigAsync();
        await PublishAsync(rig, "votes");
        var run = await BeginAsync(rig, "tried");
        TrialStep[] early = [new TrialStep.PushToNext(), new TrialStep.Publish("x", null, default)];
        foreach (var step in early) (await run.DoAsync(step, CancellationToken.None)).ShouldNotBeNull().Message.ShouldBe("The dry run has not begun. Its first step is the start.");
        (await run.DoAsync(Start(), CancellationToken.None)).ShouldBeNull();
        var before = Dump.Of(run);
        var task = run.Tasks[0].Id;
        (TrialStep Step, string Says)[] odd =
        [
            (Start(), "The dry run has begun already. Step back, or begin again."),
            (new TrialStep.Decide(Guid.Empty, "mia", "Approve", null, default), $"There is no task '{Guid.Empty}' in this dry run."),
            (new TrialStep.Decide(task, "mia", "Perhaps", null, default), "Outcome 'Perhaps' is not offered by 'all'. Offered: Approve, Reject."),
            (new TrialStep.Decide(task, "sam", "Approve", null, default), "'sam' is not among those who decide 'all'."),
            (new TrialStep.PushTo(run.From), $"The clock only goes forward: it is {run.From:u}, and {run.From:u} was asked for."),
            (new TrialStep.PushBy(TimeSpan.FromDays(5000)), "The clock of a dry run can be pushed 3653 days at most."),
            (new TrialStep.PushTo(run.From.AddDays(5000)), "The clock of a dry run can be pushed 3653 days at most."),
            (new TrialStep.Publish("nothing", null, default), "Nobody waits for event 'nothing' here, and it starts no workflow."),
            (new TrialStep.Resume(Guid.Empty, 1, default), $"There is no instance '{Guid.Empty}' in this dry run."),
            (new TrialStep.Answer(Guid.Empty, new HttpResult()), $"No call '{Guid.Empty}' waits for an answer in this dry run."),
        ];

        (await (await BeginAsync(rig, "tried", DateTimeOffset.MaxValue)).DoAsync(Start(), CancellationToken.None)).ShouldNotBeNull().Message.ShouldBe("A dry run begins between the years 2000 and 2200, not in 9999.");
        foreach (var (step, says) in odd) (await run.DoAsync(step, CancellationToken.None)).ShouldNotBeNull().Message.ShouldBe(says);

        Dump.Difference(Dump.Of(run), before).ShouldBeNull();
        run.Steps.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_workflow_that_starts_itself_without_an_end_is_stopped_with_a_sentence()
    {
        await using var rig = await RigAsync();
        var self = Documents.Activity("Elsa.ExecuteWorkflow", "self", ("WaitForCompletion", false));
        await rig.Store.SaveAsync(Documents.Workflow("tried", Documents.Input(self, "WorkflowDefinitionId", "JavaScript", "'tri' + 'ed'")));
        var run = await BeginAsync(rig, "tried");

        await run.DoAsync(Start(), CancellationToken.None);

        run.Stopped.ShouldNotBeNull().Message.ShouldStartWith($"The dry run stops here: {TrialLimits.Instances} instances");
        run.Instances.Count.ShouldBe(TrialLimits.Instances);
        (await run.DoAsync(new TrialStep.PushToNext(), CancellationToken.None)).ShouldBe(run.Stopped);
    }

    [Fact]
    public async Task A_timer_that_goes_round_for_ever_is_stopped_with_a_sentence()
    {
        await using var rig = await RigAsync();
        var loop = Documents.Activity("Elsa.While", "loop", ("Condition", true));
        loop["body"] = Documents.Activity("Elsa.Delay", "nap", ("TimeSpan", "00:01:00"));
        await rig.Store.SaveAsync(Documents.Workflow("tried", Documents.Sequence(loop)));
        var run = await BeginAsync(rig, "tried");
        await run.DoAsync(Start(), CancellationToken.None);

        await run.DoAsync(new TrialStep.PushBy(TimeSpan.FromDays(365)), CancellationToken.None);

        run.Stopped.ShouldNotBeNull().Message.ShouldStartWith($"The dry run stops here: {TrialLimits.Bursts} steps");
        run.Now.ShouldBeLessThan(run.From.AddDays(2));
    }
}
