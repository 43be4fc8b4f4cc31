using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Hosting;
using OrderFlow.Instances;
using OrderFlow.Persistence;
using OrderFlow.Replay.Mapping;
using OrderFlow.Replay.Xes;

namespace OrderFlow.Replay;

/// <summary>What is replayed.</summary>
/// <param name="Log">Path of an event log, plain or gzip.</param>
/// <param name="Definition">The definition to be tried.</param>
/// <param name="Others">Published definitions that it may start or use; null document: none.</param>
/// <param name="MapText">The mapping file as it is.</param>
internal sealed record ReplayRequest(string Log, JsonNode Definition, IReadOnlyList<JsonNode> Others, ReplayMap Map, byte[] MapText, bool Fresh);

/// <summary>A replay from the first to the last case, in a database of its own.</summary>
internal static class ReplaySession
{
    /// <param name="connectionString">Of the product's database; the replay's is made beside it.</param>
    /// <returns>Null findings: it ran.</returns>
    public static async Task<(ReplayOutcome? Outcome, IReadOnlyList<Finding>? Findings)> RunAsync(
        string connectionString, ReplayRequest request, ReplayProgress? progress, CancellationToken cancel)
    {
        await using var product = NpgsqlDataSource.Create(connectionString);
        var name = ReplayLedger.DatabaseName(new NpgsqlConnectionStringBuilder(connectionString).Database ?? "", await HashAsync(request.Log, cancel), ReplayLedger.Hex(DefinitionHash.Of(request.Definition.AsObject())), ReplayLedger.Hex(SHA256.HashData(request.MapText)));
        await using var only = await SessionLock.TryTakeAsync(product, BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(name))), cancel)
            ?? throw new CannotStartException("This replay is being run already: the same log, definition and mapping.");
        var (target, _) = await ReplayDatabase.OpenAsync(connectionString, name, request.Fresh, cancel);
        await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider, CaseClock>().AddStore(target).AddInstances().AddDefinitions().BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync(cancel);

        var definitions = services.GetRequiredService<DefinitionStore>();
        foreach (var other in request.Others) await definitions.SaveAsync(new SaveDefinition { Document = other.DeepClone(), Publish = true }, cancel);
        var saved = await definitions.SaveAsync(new SaveDefinition { Document = request.Definition.DeepClone(), Publish = true }, cancel);
        if (saved is DefinitionResult.Invalid invalid) return (null, invalid.Findings);
        var version = ((DefinitionResult.Done)saved).Version;
        var compiled = await services.GetRequiredService<CompiledVersions>().ByIdAsync(version.Id, cancel)
            ?? throw new InvalidOperationException($"Expected version '{version.Id}' to be there after it was published, but it is not.");

        var database = services.GetRequiredService<NpgsqlDataSource>();
        using var log = XesFile.Open(request.Log);
        var outcome = await new Replayer(services.GetRequiredService<InstanceRunner>(), database, compiled.Workflow, request.Map).RunAsync(log, progress, cancel);
        await new ReplayLedger(database).FinishAsync(TimeProvider.System.GetUtcNow(), cancel);
        return (outcome, null);
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        return ReplayLedger.Hex(await SHA256.HashDataAsync(file, cancel));
    }
}
