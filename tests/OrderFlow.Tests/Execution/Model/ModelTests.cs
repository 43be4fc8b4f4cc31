using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace OrderFlow.Tests.Execution.Model;

/// <summary>
/// Random definitions, random histories, compared step by step with a plain reference. ORDERFLOW_SEED sets another seed,
/// ORDERFLOW_RUNS another number of runs.
/// </summary>
public class ModelTests(Announcement announcement) : IClassFixture<Announcement>
{
    private const ulong StandardSeed = 20260504;
    private const int StandardRuns = 100_000;

    [Fact]
    public void The_engine_does_what_the_reference_does()
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("ORDERFLOW_SEED"), CultureInfo.InvariantCulture, out var given) ? given : StandardSeed;
        var runs = int.TryParse(Environment.GetEnvironmentVariable("ORDERFLOW_RUNS"), CultureInfo.InvariantCulture, out var more) ? more : StandardRuns;
        var counts = new ConcurrentDictionary<string, int>();
        var watch = Stopwatch.StartNew();
        announcement.Say($"ORDERFLOW_SEED={seed} ORDERFLOW_RUNS={runs}");

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(runs).WithEndSize(100)
                .WithReplay(FSharpOption<FsCheck.Replay>.Some(new FsCheck.Replay(new Rnd(seed, 1), FSharpOption<int>.None)))
                .WithParallelRunConfig(FSharpOption<ParallelRunConfig>.Some(new ParallelRunConfig(Environment.ProcessorCount))),
            Prop.ForAll(CaseMaker.Cases, sample =>
            {
                var walk = new Walk(sample);
                walk.Run();
                foreach (var (what, count) in walk.Counts) counts.AddOrUpdate(what, count, (_, before) => before + count);
            }));

        announcement.Say($"{runs} runs in {watch.Elapsed.TotalSeconds:F1} s: {string.Join(", ", counts.OrderByDescending(c => c.Value).Select(c => $"{c.Value} {c.Key}"))}");
        counts.Values.Sum().ShouldBeGreaterThan(runs * 3, "the cases have become too small to mean anything");
    }
}
