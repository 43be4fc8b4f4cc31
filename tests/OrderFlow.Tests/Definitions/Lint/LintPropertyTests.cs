using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Tests.Execution;

namespace OrderFlow.Tests.Definitions.Lint;

/// <summary>What the linter says of random workflows, held against what the engine does with them.</summary>
public class LintPropertyTests
{
    private static readonly string[] Ways = ["branches-never-meet", "join-of-one", "join-misses-way", "join-ways-exclude", "loop-without-exit", "loop-without-wait", "endless-loop", "unreachable"];

    [Fact]
    public void A_join_that_can_never_start_never_starts()
    {
        var said = 0;
        For(3_000, seed =>
        {
            var definition = Flow.Workflow(RandomCharts.Merging(new Random(seed)));
            var never = Check(definition).Where(f => f.Code is "join-misses-way" or "join-ways-exclude").Select(f => f.ActivityId).ToHashSet();
            said += never.Count;

            RandomPlay.Of(definition, new Random(seed)).Started.Overlaps(never!).ShouldBeFalse(Drawn(definition));
        });
        said.ShouldBeGreaterThan(500, "the charts have become too tame to mean anything");
    }

    [Fact]
    public void A_workflow_that_runs_until_it_is_stopped_has_been_told_of_a_loop_without_a_wait()
    {
        var stopped = 0;
        For(3_000, seed =>
        {
            var definition = Flow.Workflow(RandomCharts.Anyhow(new Random(seed)));
            if (!RandomPlay.Of(definition, new Random(seed)).IsStopped) return;
            stopped++;

            Check(definition).ShouldContain(f => f.Code == "loop-without-exit" || f.Code == "loop-without-wait", Drawn(definition));
        });
        stopped.ShouldBeGreaterThan(100, "the charts have become too tame to mean anything");
    }

    [Fact]
    public void What_is_drawn_in_whole_blocks_gives_no_finding_of_its_ways() =>
        For(1_000, seed => Check(Flow.Workflow(RandomCharts.Sound(new Random(seed)))).ShouldNotContain(f => Ways.Contains(f.Code) || f.Code == "open-port"));

    [Fact]
    public void A_wait_put_into_a_circle_anywhere_takes_the_error_away() => For(300, seed =>
    {
        var random = new Random(seed);
        var names = Enumerable.Range(0, 1 + random.Next(8)).Select(i => $"l{i}").ToList();
        Check(Flow.Workflow(RandomCharts.Circle(names))).ShouldHaveSingleItem().Code.ShouldBe("loop-without-exit");

        names.Insert(random.Next(names.Count + 1), "x");

        Check(Flow.Workflow(RandomCharts.Circle(names))).ShouldHaveSingleItem().Code.ShouldBe("endless-loop");
    });

    private static string Drawn(WorkflowDefinition definition) =>
        string.Join(", ", definition.Root.Activities.Select(a => $"{a.Id} {a.MergeMode}").Concat(definition.Root.Connections.Select(c => $"{c.Source}:{c.SourcePort} > {c.Target}")));

    private static IReadOnlyList<Finding> Check(WorkflowDefinition definition) => DefinitionValidator.Validate(definition, KnownActivities.Registry, new ValidationContext());

    private static void For(int runs, Action<int> holds) => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(runs).WithReplay(FSharpOption<FsCheck.Replay>.Some(new FsCheck.Replay(new Rnd(20261125, 1), FSharpOption<int>.None))),
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), holds));
}
