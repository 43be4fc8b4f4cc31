using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Persistence;

namespace OrderFlow.Benchmarks;

/// <summary>The product without its web server, on a database.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Door(ServiceProvider services) => this.services = services;

    public InstanceRunner Runner => services.GetRequiredService<InstanceRunner>();
    public NpgsqlDataSource Database => services.GetRequiredService<NpgsqlDataSource>();

    public static async Task<Door> OpenAsync(string connectionString, params JsonObject[] definitions)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddStore(connectionString).AddInstances().AddDefinitions().BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        foreach (var definition in definitions)
        {
            if (await services.GetRequiredService<DefinitionStore>().SaveAsync(new SaveDefinition { Document = definition.DeepClone(), Publish = true }, CancellationToken.None) is not DefinitionResult.Done)
                throw new InvalidOperationException($"Expected '{definition["name"]}' to publish.");
        }

        return new Door(services);
    }

    public async Task<Guid> StartAsync(string definition, IReadOnlyDictionary<string, JsonElement>? input = null) =>
        Applied(await Runner.StartAsync(new StartRequest { DefinitionId = definition, Input = input ?? new Dictionary<string, JsonElement>() }, CancellationToken.None)).Id;

    /// <summary>The approval's bookmarks are its first and second.</summary>
    public async Task<InstanceSummary> ResumeAsync(Guid instance, int bookmark) =>
        Applied(await Runner.ApplyAsync(new InstanceTarget.ById(instance), new ResumeBookmark(bookmark, JsonSerializer.SerializeToElement(new { decision = "yes" })), Expectation.None, CancellationToken.None));

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static InstanceSummary Applied(RunResult result) => result is RunResult.Applied applied
        ? applied.Instance
        : throw new InvalidOperationException($"Expected the door to apply it, but: {((RunResult.Rejected)result).Message}");
}
