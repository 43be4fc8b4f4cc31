using System.Diagnostics;
using System.Security.Cryptography;
using System.Threading.Channels;
using Npgsql;
using OrderFlow.Engine.Definitions;
using OrderFlow.Instances;
using OrderFlow.Replay.Mapping;
using OrderFlow.Replay.Xes;

namespace OrderFlow.Replay;

/// <summary>Plays every case of a log through the door, several at once, and keeps the verdicts.</summary>
internal sealed class Replayer(InstanceRunner runner, NpgsqlDataSource database, CompiledWorkflow workflow, ReplayMap map)
{
    /// <summary>Cases played at the same time: more only wait for each other at the disk.</summary>
    private const int Players = 8;

    private readonly ReplayLedger ledger = new(database);
    private int played;

    /// <param name="log">An open log; read to its end.</param>
    /// <param name="progress">Null: silent.</param>
    /// <param name="cancel">Cases under way are finished or begun anew by the next run.</param>
    public async Task<ReplayOutcome> RunAsync(XesFile log, ReplayProgress? progress, CancellationToken cancel)
    {
        await ledger.PrepareAsync(cancel);
        var known = (await ledger.ReadAsync(cancel)).Select(v => v.Number).ToHashSet();
        var watch = Stopwatch.StartNew();
        var breaks = new List<string>();
        var cases = Channel.CreateBounded<LogCase>(Players * 4);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var players = Enumerable.Range(0, Players).Select(_ => Task.Run(() => PlayAllAsync(cases.Reader, log, progress, stop), CancellationToken.None)).ToArray();
        try
        {
            using var reader = new XesReader(log.Content);
            foreach (var entry in reader.Entries())
            {
                if (entry is LogBreak broken) breaks.Add(Describe(broken));
                else if (entry is LogCase one && !known.Contains(one.Number)) await cases.Writer.WriteAsync(one, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // A player failed; its own exception is the one to report.
        }
        finally
        {
            cases.Writer.TryComplete();
            progress?.Close();
        }

        await Task.WhenAll(players);
        return new ReplayOutcome(await ledger.ReadAsync(cancel), breaks, played, watch.Elapsed);
    }

    private async Task PlayAllAsync(ChannelReader<LogCase> cases, XesFile log, ReplayProgress? progress, CancellationTokenSource stop)
    {
        try
        {
            var player = new CasePlayer(runner, database, workflow);
            await foreach (var one in cases.ReadAllAsync(stop.Token))
            {
                var instance = InstanceOf(one.Number);
                // A case that was under way when the replay was stopped begins anew.
                await runner.DeleteAsync(instance, null, stop.Token);
                await ledger.AddAsync(await player.PlayAsync(CasePlanner.Plan(one, map), one.Number, instance, stop.Token), stop.Token);
                progress?.Show(Interlocked.Increment(ref played), log.Progress);
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    // The same case has the same instance in every run, so that what a stopped run left of it is found.
    private Guid InstanceOf(int number) => new(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{workflow.Definition.Id} {number}")).AsSpan(0, 16));

    private static string Describe(LogBreak broken) =>
        $"The log cannot be read beyond line {broken.Line}, column {broken.Column}{(broken.CaseName is null ? "" : $" (in case '{broken.CaseName}')")}: {broken.Reason}";
}

/// <summary>What a replay found.</summary>
/// <param name="Verdicts">Of all cases, those of earlier runs of the same replay too.</param>
/// <param name="Breaks">Where the log could not be read any further; empty: it was read to its end.</param>
/// <param name="Played">Cases played by this run.</param>
internal sealed record ReplayOutcome(IReadOnlyList<CaseVerdict> Verdicts, IReadOnlyList<string> Breaks, int Played, TimeSpan Time);
