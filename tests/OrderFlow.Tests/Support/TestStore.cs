using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using OrderFlow.Deadlines;
using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Persistence;

namespace OrderFlow.Tests.Support;

/// <summary>The product without its web server: a database of its own, the door, a clock that stands still.</summary>
public sealed class TestStore : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase database;
    private readonly ServiceProvider services;
    private readonly bool isSecond;

    private TestStore(TestDatabase database, FakeTimeProvider clock, bool isSecond)
    {
        (this.database, this.isSecond, Clock) = (database, isSecond, clock);
        services = Services(database.ConnectionString, clock);
    }

    public FakeTimeProvider Clock { get; }
    public string ConnectionString => database.ConnectionString;
    public InstanceRunner Runner => Get<InstanceRunner>();
    public MessagePump Pump => Get<MessagePump>();
    public NpgsqlDataSource Source => Get<NpgsqlDataSource>();

    public static async Task<TestStore> CreateAsync() => new(await TestPostgres.CreateAsync(), new FakeTimeProvider(Noon), isSecond: false);

    /// <summary>Another host on the same database.</summary>
    public TestStore Second() => new(database, Clock, isSecond: true);

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public OrderFlowDb Db() => Get<IDbContextFactory<OrderFlowDb>>().CreateDbContext();

    /// <summary>Publishes a definition; it must be without fault.</summary>
    public Task<DefinitionVersion> PublishAsync(string json) => SaveAsync(json, publish: true);

    /// <summary>Saves it; it must be taken.</summary>
    public async Task<DefinitionVersion> SaveAsync(string json, bool publish = false)
    {
        var result = await Get<DefinitionStore>().SaveAsync(new SaveDefinition { Document = JsonNode.Parse(json)!, Publish = publish }, CancellationToken.None);
        return result.ShouldBeOfType<DefinitionResult.Done>(string.Join(" ", (result as DefinitionResult.Invalid)?.Findings.Select(f => f.Message) ?? [])).Version;
    }

    /// <summary>The answer must be yes.</summary>
    public async Task<InstanceSummary> StartAsync(string definition, StartRequest? request = null) =>
        Applied(await Runner.StartAsync((request ?? new StartRequest()) with { DefinitionId = definition }, CancellationToken.None));

    public Task<RunResult> ApplyAsync(Guid instance, Stimulus stimulus, Expectation? expected = null) =>
        Runner.ApplyAsync(new InstanceTarget.ById(instance), stimulus, expected ?? Expectation.None, CancellationToken.None);

    public Task<RunResult> DecideAsync(Guid task, string actor, string outcome = "Approve", Expectation? expected = null, string? comment = null, params string[] roles) =>
        Runner.ApplyAsync(
            new InstanceTarget.ByTask(task), new DecideTask(task, roles.ToHashSet(), outcome, comment, default) { Actor = actor }, expected ?? Expectation.None, CancellationToken.None);

    public async Task<InstanceState> StateAsync(Guid instance)
    {
        await using var db = Db();
        return StateJson.ReadState(PackedJson.Unpack((await db.Instances.SingleAsync(i => i.Id == instance)).State));
    }

    public async Task<List<Guid>> OpenTasksAsync(Guid instance)
    {
        await using var db = Db();
        return await db.Tasks.Where(t => t.InstanceId == instance && t.State == OrderFlow.Tasks.TaskState.Open).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync();
    }

    public async Task<List<JournalEntry>> JournalAsync(Guid instance)
    {
        await using var db = Db();
        var rows = await db.Journal.Where(j => j.InstanceId == instance).OrderBy(j => j.Burst).ToListAsync();
        return [.. rows.SelectMany(r => StateJson.ReadJournal(PackedJson.Unpack(r.Entries)))];
    }

    public Task ExecuteAsync(string sql) => TestPostgres.ExecuteAsync(database.ConnectionString, sql);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Rows in each table that belong to instances, by name; empty tables are left out.</summary>
    public async Task<Dictionary<string, long>> RowsAsync()
    {
        var rows = new Dictionary<string, long>();
        foreach (var table in new[] { "instances", "journal", "bookmarks", "tasks", "task_assignees", "task_decisions", "deadlines", "outbox", "messages", "operations" })
            if (await ScalarAsync<long>($"SELECT count(*) FROM {table}") is > 0 and var count) rows[table] = count;
        return rows;
    }

    public static InstanceSummary Applied(RunResult result) => result.ShouldBeOfType<RunResult.Applied>((result as RunResult.Rejected)?.Message).Instance;

    public static RunResult.Rejected Rejected(RunResult result) => result.ShouldBeOfType<RunResult.Rejected>();

    public static JsonElement Json(object? value) => JsonSerializer.SerializeToElement(value);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (!isSecond) await database.DisposeAsync();
    }

    private static ServiceProvider Services(string connectionString, TimeProvider clock) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(clock)
        .AddStore(connectionString)
        .AddInstances()
        .AddDefinitions()
        .AddDueWork()
        .BuildServiceProvider();
}
