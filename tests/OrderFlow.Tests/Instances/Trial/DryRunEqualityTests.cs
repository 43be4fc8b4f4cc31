using OrderFlow.Engine.Execution;
using OrderFlow.Instances.Trial;
using OrderFlow.Tests.Api;
using static OrderFlow.Tests.Instances.Trial.TrialRig;

namespace OrderFlow.Tests.Instances.Trial;

/// <summary>A dry run equals the real run of the same steps, and leaves nothing behind.</summary>
public sealed class DryRunEqualityTests
{
    private const int WalksEach = 3;
    private const int StepsEach = 14;

    public static TheoryData<string> Names => [.. TrialWorkflows.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whatever_is_done_a_dry_run_equals_the_real_run_of_the_same_steps(string name)
    {
        for (var seed = 1; seed <= WalksEach; seed++)
        {
            await using var rig = await RigAsync();
            await PublishAsync(rig, name);
            var run = await BeginAsync(rig, "contract-approval,declaration-approval".Contains(name, StringComparison.Ordinal) ? name : "tried");
            var walk = new Walk(run, seed);
            var real = new RealRun(rig, run);
            for (var i = 0; i < StepsEach && walk.Next() is { } step; i++)
            {
                var refused = (await run.DoAsync(step, CancellationToken.None))?.Message;

                (await real.DoAsync(step)).ShouldBe(refused, $"{name}, walk {seed}, step {i + 1}: {step}");
                Dump.Difference(Dump.Of(run), await Dump.OfAsync(rig)).ShouldBeNull($"{name}, walk {seed}, after step {i + 1}: {step}");
            }

            run.Stopped.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("votes")]
    [InlineData("children")]
    [InlineData("letters")]
    public async Task Nothing_is_stored_and_nothing_is_sent(string name)
    {
        await using var rig = await RigAsync();
        await PublishAsync(rig, name);
        var before = await TableSums.OfAsync(rig.Store);

        var run = await BeginAsync(rig, "tried");
        var walk = new Walk(run, 7);
        for (var i = 0; i < StepsEach && walk.Next() is { } step; i++) (await run.DoAsync(step, CancellationToken.None)).ShouldBeNull();

        while (run.Deadlines.Count > 0) (await run.DoAsync(new TrialStep.PushToNext(), CancellationToken.None)).ShouldBeNull();
        run.Entries.SelectMany(e => e.Effects).Any(e => e is OpenTask or SendMail).ShouldBeTrue("it did nothing that could have been stored");
        (await TableSums.OfAsync(rig.Store)).ShouldBe(before);
        (await rig.SendAfterAsync(TimeSpan.FromDays(30))).ShouldBe(0);
        rig.Mail.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_taken_back_leaves_what_was_before_it()
    {
        await using var rig = await RigAsync();
        await PublishAsync(rig, "votes");
        var run = await BeginAsync(rig, "tried");
        var walk = new Walk(run, 3);
        var dumps = new Stack<string>([Dump.Of(run)]);
        for (var i = 0; i < 6 && walk.Next() is { } step; i++)
        {
            (await run.DoAsync(step, CancellationToken.None)).ShouldBeNull();
            dumps.Push(Dump.Of(run));
        }

        while (dumps.TryPop(out var dump))
        {
            Dump.Difference(Dump.Of(run), dump).ShouldBeNull();
            await run.BackAsync(CancellationToken.None);
        }

        run.Steps.ShouldBeEmpty();
    }
}
