using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using OrderFlow.Tests.Support;
using Xunit.Abstractions;

namespace OrderFlow.Tests.Crash;

/// <summary>Nothing lost, nothing done twice, nothing stuck, however often hosts and database are killed.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Kills = 100;
    private const int Callers = 6;

    // On a machine that is busy with other things, hosts are killed more often until so much has gone on between the kills.
    private const int Instances = 60;

    // Every so many kills of a host, the database server is killed too.
    private const int PerDatabaseKill = 10;

    // One in so many does not live to serve: it dies while it migrates, publishes, or takes up what others have left.
    private const int PerEarlyKill = 3;

    // How long those that serve do at most, measured by what a start takes here and now. Longer lives make the test longer, not harder.
    private const double LongestService = 0.6;

    [Fact]
    public async Task Hosts_and_database_are_killed_at_random_moments_and_every_instance_comes_to_its_end_once()
    {
        var watch = Stopwatch.StartNew();
        await using var scene = await CrashScene.CreateAsync(("crash", CrashWorkflows.Parent), ("crash-child", CrashWorkflows.Child));
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(20));
        var callers = Enumerable.Range(0, Callers).Select(i => new CrashCaller(scene, i, limit.Token)).ToList();
        // The first host makes schema, people and workflows.
        await scene.LiveAsync(0, async listening =>
        {
            await listening;
            foreach (var caller in callers) await caller.SignInAsync();
        });
        var kills = 1;
        bool GoesOn() => Volatile.Read(ref kills) < Kills || callers.Sum(c => c.Count) < Instances;
        var begun = watch.Elapsed;
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        var work = Task.WhenAll(callers.Select(c => Task.Run(async () =>
        {
            try
            {
                await c.WorkAsync(() => GoesOn() && !failed.IsCancellationRequested);
            }
            catch
            {
                // No use in killing on.
                await failed.CancelAsync();
                throw;
            }
        })));

        await Task.WhenAll(Enumerable.Range(0, 2).Select(place => Task.Run(() => KillAsync(scene, place, new Random(seed + place), GoesOn, () => Interlocked.Increment(ref kills), failed.Token))));
        var killed = watch.Elapsed;
        await using var first = await scene.StayAsync(0);
        await using var second = await scene.StayAsync(1);
        await work;

        var started = callers.SelectMany(c => c.Started).ToList();
        await using var database = Store.Open(scene.Postgres.ConnectionString);
        // What the last killed hosts had taken comes back when their leases are over.
        await Eventually.TrueAsync(() => IsQuietAsync(database), TimeSpan.FromMinutes(4));
        output.WriteLine(
            $"{kills} kills in {(killed - begun).TotalSeconds:0} s, quiet {(watch.Elapsed - killed).TotalSeconds:0} s later; a host starts in {scene.StartTime.TotalSeconds:0.0} s; "
            + $"{started.Count} instances, {scene.Mail.Mails.Count} mails");
        started.Count.ShouldBeGreaterThanOrEqualTo(Instances);
        await CheckAsync(database, scene, started);
    }

    private static async Task KillAsync(CrashScene scene, int place, Random random, Func<bool> goesOn, Action count, CancellationToken stop)
    {
        for (; goesOn() && !stop.IsCancellationRequested; count())
        {
            var isEarly = random.Next(PerEarlyKill) == 0;
            await scene.LiveAsync(place, async listening =>
            {
                if (!isEarly) await Task.WhenAny(listening, Task.Delay(Timeout.Infinite, stop));
                // The moment is the point of it.
                await Task.Delay(scene.StartTime * random.NextDouble() * (isEarly ? 1 : LongestService), CancellationToken.None);
            });
            if (random.Next(PerDatabaseKill) == 0) await scene.KillPostgresAsync();
        }
    }

    // Nothing waits for anything any more. A database that is just starting is not quiet.
    private static async Task<bool> IsQuietAsync(NpgsqlDataSource database)
    {
        try
        {
            return await ScalarAsync<bool>(
                database,
                """
                SELECT NOT EXISTS (SELECT 1 FROM instances WHERE status = 0) AND NOT EXISTS (SELECT 1 FROM messages)
                   AND NOT EXISTS (SELECT 1 FROM outbox WHERE state = 0) AND NOT EXISTS (SELECT 1 FROM deadlines)
                """);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task CheckAsync(NpgsqlDataSource database, CrashScene scene, List<Guid> started)
    {
        await using var db = new OrderFlowDb(new DbContextOptionsBuilder<OrderFlowDb>().UseNpgsql(database).UseSnakeCaseNamingConvention().Options);
        var parents = await db.Instances.AsNoTracking().Where(i => i.DefinitionId == "crash").ToListAsync();
        var children = await db.Instances.AsNoTracking().Where(i => i.DefinitionId == "crash-child").ToListAsync();

        // Every start that was answered, and no other: a start whose answer was lost was asked for again and answered.
        parents.Select(i => i.Id).Order().ShouldBe(started.Order());
        parents.Concat(children).ShouldAllBe(i => i.SubStatus == WorkflowSubStatus.Finished && i.IncidentCount == 0);
        foreach (var parent in parents)
            StateJson.ReadState(PackedJson.Unpack(parent.State)).Output["Votes"].GetString().ShouldBe("ab");
        children.Select(c => c.ParentInstanceId!.Value).Order().ShouldBe(started.Order());

        (await db.Tasks.CountAsync(t => t.State == OrderFlow.Tasks.TaskState.Completed)).ShouldBe(started.Count * 2);
        (await db.Tasks.CountAsync()).ShouldBe(started.Count * 2);
        (await db.TaskDecisions.CountAsync()).ShouldBe(started.Count * 2);
        (await db.TaskAssignees.CountAsync()).ShouldBe(0);
        (await db.Bookmarks.CountAsync()).ShouldBe(0);

        var begun = new Dictionary<(Guid, string), int>();
        foreach (var row in await db.Journal.AsNoTracking().ToListAsync())
            foreach (var entry in StateJson.ReadJournal(PackedJson.Unpack(row.Entries)).Where(e => e.Event == JournalEvent.Started))
                Count(row.InstanceId, entry.ActivityId.Split(':')[^1]);
        void Count(Guid instance, string activity) => begun[(instance, activity)] = begun.GetValueOrDefault((instance, activity)) + 1;

        begun.Where(b => b.Value != 1).ShouldBeEmpty();
        foreach (var parent in parents) CrashWorkflows.Begins.Where(a => !begun.ContainsKey((parent.Id, a))).ShouldBeEmpty();

        // A host that dies between the mail server's "taken" and its own note of it sends the mail again, under the same id.
        var letters = await db.Outbox.AsNoTracking().ToListAsync();
        letters.Select(l => l.InstanceId).Order().ShouldBe(started.Order());
        letters.ShouldAllBe(l => l.State == OrderFlow.Outbox.OutboxState.Sent);
        var mails = scene.Mail.Mails.Select(m => m.MessageId!).ToList();
        mails.Distinct().Order(StringComparer.Ordinal).ShouldBe(letters.Select(l => $"{l.Id:n}@orderflow").Order(StringComparer.Ordinal));
        (mails.Count - mails.Distinct().Count()).ShouldBeLessThanOrEqualTo(letters.Sum(l => l.Attempts) - letters.Count);
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
