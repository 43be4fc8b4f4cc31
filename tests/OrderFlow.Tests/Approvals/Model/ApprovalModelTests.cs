using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using OrderFlow.Tests.Execution.Model;

namespace OrderFlow.Tests.Approvals.Model;

/// <summary>
/// Random approvals, random people: compared move by move with a plain reference. ORDERFLOW_SEED sets another seed,
/// ORDERFLOW_RUNS another number of histories.
/// </summary>
public class ApprovalModelTests(Announcement announcement) : IClassFixture<Announcement>
{
    private const int StandardSeed = 20260504;
    private const int StandardRuns = 100_000;

    [Fact]
    public void Approvals_do_what_the_reference_does()
    {
        var seed = Given("ORDERFLOW_SEED", StandardSeed);
        var runs = Given("ORDERFLOW_RUNS", StandardRuns);
        var counts = new ConcurrentDictionary<string, int>();
        var watch = Stopwatch.StartNew();
        announcement.Say($"ORDERFLOW_SEED={seed} ORDERFLOW_RUNS={runs}");

        Parallel.For(0, runs, i =>
        {
            var history = new History(unchecked(seed + (i * 7919)));
            history.Play(4 + (i % 16));
            foreach (var (what, count) in history.Counts) counts.AddOrUpdate(what, count, (_, before) => before + count);
        });

        announcement.Say($"{runs} histories in {watch.Elapsed.TotalSeconds:F1} s: {string.Join(", ", counts.OrderByDescending(c => c.Value).Select(c => $"{c.Value} {c.Key}"))}");
        foreach (var action in new[] { "Decide", "AddSigners", "RemoveSigner", "Transfer", "HandOver", "Delegate", "GiveOpinion", "Claim", "Release", "TakeBack", "Ask", "Answer", "Return" })
            counts.GetValueOrDefault(action).ShouldBeGreaterThan(runs / 1_000, $"too little of {action} to mean anything");
    }

    /// <summary>Returns inside parallel branches and loops: nothing is ever stuck, lost or decided twice, and it ends only when all have agreed.</summary>
    [Fact]
    public void Approvals_in_a_flow_keep_their_promises()
    {
        var seed = Given("ORDERFLOW_SEED", StandardSeed);
        var runs = Given("ORDERFLOW_RUNS", StandardRuns) / 20;
        var counts = new ConcurrentDictionary<string, int>();
        var watch = Stopwatch.StartNew();

        Parallel.For(0, runs, i =>
        {
            var history = new FlowHistory(unchecked(seed + (i * 7919)));
            history.Play(5 + (i % 20));
            foreach (var (what, count) in history.Counts) counts.AddOrUpdate(what, count, (_, before) => before + count);
        });

        announcement.Say($"{runs} flows in {watch.Elapsed.TotalSeconds:F1} s: {string.Join(", ", counts.OrderByDescending(c => c.Value).Select(c => $"{c.Value} {c.Key}"))}");
        foreach (var action in new[] { "Decide", "Return", "TakeBack", "AddSigners", "deadline" }) counts.GetValueOrDefault(action).ShouldBeGreaterThan(runs / 50, $"too little of {action} to mean anything");
    }

    internal static int Given(string variable, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given) ? given : standard;
}
