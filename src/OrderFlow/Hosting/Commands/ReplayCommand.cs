using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Definitions;
using OrderFlow.Replay;
using OrderFlow.Replay.Mapping;

namespace OrderFlow.Hosting.Commands;

/// <summary><c>replay</c>: plays an event log against a definition and says which cases conform.</summary>
internal static class ReplayCommand
{
    /// <param name="settings">Settings from the command line.</param>
    internal static Command Create(string[] settings)
    {
        var log = new Argument<FileInfo>("log") { Description = "An event log in XES (IEEE 1849), plain or gzip." };
        var definition = new Option<string>("--definition") { Description = "Id of a workflow, whose latest version is tried, draft or published; or a definition file.", Required = true };
        var map = new Option<FileInfo>("--map") { Description = "The mapping of the log's events to starts and task outcomes.", Required = true };
        var report = new Option<FileInfo?>("--report") { Description = "A CSV file to write the verdict of every case to." };
        var fresh = new Option<bool>("--fresh") { Description = "Begin anew, also when the same replay was stopped before its end." };
        var command = new Command("replay", "Play an event log through the engine, in a database of its own, and say which cases conform.") { log, definition, map, report, fresh };
        command.SetAction((parsed, cancel) => RunAsync(
            settings, parsed.GetRequiredValue(log), parsed.GetRequiredValue(definition), parsed.GetRequiredValue(map), parsed.GetValue(report), parsed.GetValue(fresh), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, FileInfo log, string definition, FileInfo map, FileInfo? report, bool fresh, CancellationToken cancel)
    {
        foreach (var file in new[] { log, map })
            if (!file.Exists) throw new CannotStartException($"There is no file '{file.FullName}'.");
        if (report is not null) Demand(report);
        var mapText = await File.ReadAllBytesAsync(map.FullName, cancel);
        if (MapReader.Read(mapText, out var problems) is not { } mapping)
        {
            await Console.Error.WriteLineAsync($"The mapping '{map.Name}' cannot be used:");
            foreach (var problem in problems) await Console.Error.WriteLineAsync($"  {problem}");
            return 1;
        }

        var builder = HostBuilder.Create(settings);
        await using var database = await HostDatabase.OpenAsync(builder, cancel);
        builder.AddOrderFlow(database.ConnectionString);
        await using var app = builder.Build();
        await Preparation.MigrateAsync(app.Services, cancel);
        await Preparation.FillAsync(app, cancel);
        var store = app.Services.GetRequiredService<DefinitionStore>();
        var document = await FindAsync(store, definition, cancel);
        var others = (await store.ListAsync(null, VersionChoice.Published, cancel))
            .Where(v => v.DefinitionId != document["definitionId"]?.ToString()).Select(v => JsonNode.Parse(v.Json)!).ToList();

        var progress = new ReplayProgress(Console.Error, !Console.IsErrorRedirected);
        var request = new ReplayRequest(log.FullName, document, others, mapping, mapText, fresh);
        var (outcome, findings) = await ReplaySession.RunAsync(database.ConnectionString, request, progress, cancel);
        if (outcome is null)
        {
            await Console.Error.WriteLineAsync($"'{definition}' cannot be run:");
            foreach (var finding in findings!) await Console.Error.WriteLineAsync($"  {finding.Pointer}: {finding.Message} {finding.Fix}");
            return 1;
        }

        if (report is not null) await ReplayReport.WriteCsvAsync(report.FullName, outcome.Verdicts, cancel);
        foreach (var line in ReplayReport.Lines(outcome.Verdicts, outcome.Breaks, outcome.Played, outcome.Time)) Console.WriteLine(line);
        return 0;
    }

    // Asked before the long work: a report that cannot be written is best known then. What stands in it stays until it is replaced.
    private static void Demand(FileInfo report)
    {
        try
        {
            File.Open(report.FullName, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The report '{report.FullName}' cannot be written: {Words.Of(error)}.", error);
        }
    }

    private static async Task<JsonNode> FindAsync(DefinitionStore store, string definition, CancellationToken cancel)
    {
        if (await store.FindAsync(definition, VersionChoice.Latest, cancel) is { } stored) return JsonNode.Parse(stored.Json)!;
        if (!File.Exists(definition)) throw new CannotStartException($"There is neither a workflow nor a file '{definition}'.");
        try
        {
            return JsonNode.Parse(await File.ReadAllBytesAsync(definition, cancel)) as JsonObject ?? throw new CannotStartException($"'{definition}' is no workflow definition.");
        }
        catch (JsonException error)
        {
            throw new CannotStartException($"'{definition}' is not JSON: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"'{definition}' cannot be read: {Words.Of(error)}.", error);
        }
    }
}
