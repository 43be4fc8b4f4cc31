using Npgsql;
using OrderFlow.Hosting;
using OrderFlow.Replay;
using OrderFlow.Tests.Replay.Xes;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Replay;

/// <summary>The command as a person runs it, on a real database.</summary>
public sealed class ReplayCommandTests
{
    // Four that conform and one that does not.
    private static readonly string[] Courses = ["S A F", "S A B F", "S a S A B F", "S A r S A F", "S A B B F"];

    [Fact]
    public async Task Good_cases_run_and_bad_ones_are_reported_one_by_one()
    {
        await using var folder = new TemporaryFolder();
        var log = WriteLog(folder, [
            .. Courses.Select((course, i) => DeclarationText.Trace(i + 1, course.Split(' '))),
            DeclarationText.Trace(6, "S", "A", "?"),
            DeclarationText.Trace(7, "S").Replace("<date key=\"time:timestamp\" value=\"2018-02-01T10:33:50.000+01:00\"/>", "", StringComparison.Ordinal),
            DeclarationText.Trace(8, "S", "A", "F"),
            "<trace><broken",
        ]);
        await using var database = await TestPostgres.CreateAsync();

        var (lines, report) = await RunAsync(database, log, folder);

        lines[^1].ShouldBe("8 cases: 5 conforming, 1 deviating, 2 failed");
        lines.ShouldContain(l => l.StartsWith("The log cannot be read beyond line", StringComparison.Ordinal));
        report["declaration 5"].ShouldStartWith("Deviating;4;");
        report["declaration 6"].ShouldContain("The mapping does not know it");
        report["declaration 7"].ShouldStartWith("Failed;");
        report["declaration 8"].ShouldStartWith("Conforming");
    }

    [Fact]
    public async Task A_replay_that_was_killed_goes_on_and_ends_as_if_it_had_not()
    {
        const int cases = 400;
        await using var folder = new TemporaryFolder();
        var log = WriteLog(folder, [.. Enumerable.Range(1, cases).Select(i => DeclarationText.Trace(i, Courses[i % Courses.Length].Split(' ')))]);
        await using var whole = await TestPostgres.CreateAsync();
        var expected = await RunAsync(whole, log, folder);
        await using var database = await TestPostgres.CreateAsync();
        var others = await ReplaysAsync(database);

        foreach (var kill in new[] { 1, cases / 3, cases * 2 / 3 })
        {
            await using var host = Begin(database, log, folder);
            await Eventually.TrueAsync(async () => await PlayedAsync(database, others) >= kill);
            await host.KillAsync();
        }

        var before = await PlayedAsync(database, others);
        var (lines, report) = await RunAsync(database, log, folder);

        before.ShouldBeInRange(cases * 2 / 3, cases - 1);
        lines[^2].ShouldStartWith($"{cases - before} cases played");
        lines[^1].ShouldBe("400 cases: 320 conforming, 80 deviating, 0 failed");
        lines[^1].ShouldBe(expected.Lines[^1]);
        report.ShouldBe(expected.Report);
    }

    [Fact]
    public async Task The_same_replay_runs_once_at_a_time()
    {
        await using var folder = new TemporaryFolder();
        var log = WriteLog(folder, [.. Enumerable.Range(1, 400).Select(i => DeclarationText.Trace(i, Courses[i % Courses.Length].Split(' ')))]);
        await using var database = await TestPostgres.CreateAsync();
        var request = new ReplayRequest(log, TaskWalk.Load("declaration-approval.json"), [], DeclarationExcerptTests.ExampleMap(), [1], Fresh: false);

        var runs = Enumerable.Range(0, 2).Select(_ => Record.ExceptionAsync(() => ReplaySession.RunAsync(database.ConnectionString, request, null, CancellationToken.None))).ToList();
        var endings = await Task.WhenAll(runs);

        endings.Count(e => e is null).ShouldBe(1);
        endings.Single(e => e is not null).ShouldBeOfType<CannotStartException>().Message.ShouldStartWith("This replay is being run already");
    }

    [RealLogFact]
    public async Task Every_case_of_the_real_log_conforms()
    {
        await using var folder = new TemporaryFolder();
        await using var database = await TestPostgres.CreateAsync();

        var (lines, _) = await RunAsync(database, RealLog.Path!, folder);

        lines[^1].ShouldBe("4476 cases: 4476 conforming, 0 deviating, 0 failed");
    }

    [Fact]
    public async Task What_is_not_there_is_one_sentence()
    {
        await using var host = HostProcess.Begin("replay", "no-such-log.xes", "--definition", "x", "--map", "no-such-map.json");

        (await host.ExitAsync()).ShouldBe(1);
        host.Output.Trim().ShouldContain("no-such-log.xes");
        host.Output.Trim().Split('\n').Length.ShouldBe(1, host.Output);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_said_before_the_work()
    {
        await using var folder = new TemporaryFolder();
        var (log, report) = (WriteLog(folder, []), Path.Combine(folder.Path, "nowhere", "report.csv"));

        await using var host = HostProcess.Begin("replay", log, "--definition", "x", "--map", log, "--report", report);

        (await host.ExitAsync()).ShouldBe(1);
        host.Output.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain($"The report '{report}' cannot be written");
    }

    private static string WriteLog(TemporaryFolder folder, string[] traces)
    {
        var path = Path.Combine(folder.Path, "log.xes");
        File.WriteAllText(path, XesText.Log(traces));
        return path;
    }

    private static HostProcess Begin(TestDatabase database, string log, TemporaryFolder folder) => HostProcess.Begin(
        "replay", log,
        "--definition", Above.Find("workflows/declaration-approval.json")!,
        "--map", Path.Combine(AppContext.BaseDirectory, "Replay/Examples/bpic2020-declarations.map.json"),
        "--report", Path.Combine(folder.Path, "report.csv"),
        $"--ConnectionStrings:OrderFlow={database.ConnectionString}");

    private static async Task<(List<string> Lines, SortedDictionary<string, string> Report)> RunAsync(TestDatabase database, string log, TemporaryFolder folder)
    {
        await using var host = Begin(database, log, folder);
        (await host.ExitAsync()).ShouldBe(0, host.Output);
        var rows = File.ReadAllLines(Path.Combine(folder.Path, "report.csv")).Skip(1).Select(l => l.Split(';', 3)).ToDictionary(c => c[1], c => c[2]);
        return ([.. host.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)], new(rows));
    }

    // Of the only replay that was made since the names were listed.
    private static async Task<long> PlayedAsync(TestDatabase database, HashSet<string> others)
    {
        if ((await ReplaysAsync(database)).Except(others).SingleOrDefault() is not { } name) return 0;
        try
        {
            return await ScalarAsync<long>(database, name, "SELECT count(*) FROM replay.cases");
        }
        catch (PostgresException notYet) when (notYet.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InvalidCatalogName)
        {
            return 0;
        }
    }

    private static async Task<HashSet<string>> ReplaysAsync(TestDatabase database) =>
        [.. await ScalarAsync<string[]>(database, null, "SELECT coalesce(array_agg(datname::text), '{}') FROM pg_database WHERE datname LIKE 'orderflow_replay_%'")];

    private static async Task<T> ScalarAsync<T>(TestDatabase server, string? name, string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false };
        if (name is not null) settings.Database = name;
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
