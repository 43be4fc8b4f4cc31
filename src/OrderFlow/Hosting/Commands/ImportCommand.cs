using System.CommandLine;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Hosting.Commands;

/// <summary><c>import</c>: keeps definition files as drafts, or publishes them.</summary>
internal static class ImportCommand
{
    /// <param name="settings">Settings from the command line.</param>
    internal static Command Create(string[] settings)
    {
        var files = new Argument<FileInfo[]>("file") { Description = "Workflow definitions in Elsa 3's format.", Arity = ArgumentArity.OneOrMore };
        var publish = new Option<bool>("--publish") { Description = "Publish them too." };
        var command = new Command("import", "Keep workflow definitions as drafts; exit code 1 when one is refused.") { files, publish };
        command.SetAction((parsed, cancel) => RunAsync(settings, parsed.GetRequiredValue(files), parsed.GetValue(publish), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, FileInfo[] files, bool publish, CancellationToken cancel)
    {
        var builder = HostBuilder.Create(settings);
        await using var database = await HostDatabase.OpenAsync(builder, cancel);
        builder.AddOrderFlow(database.ConnectionString);
        await using var app = builder.Build();
        await Preparation.MigrateAsync(app.Services, cancel);
        var store = app.Services.GetRequiredService<DefinitionStore>();
        var refused = 0;
        for (var i = 0; i < files.Length; i++)
        {
            var (line, isDone) = await ImportAsync(store, files[i], publish, cancel);
            if (!isDone) refused++;
            Console.WriteLine($"{i + 1}/{files.Length} {line}");
        }

        return refused == 0 ? 0 : 1;
    }

    /// <returns>What was done, and whether it was.</returns>
    internal static async Task<(string Line, bool IsDone)> ImportAsync(DefinitionStore store, FileInfo file, bool publish, CancellationToken cancel)
    {
        try
        {
            var read = await DefinitionFile.ReadAsync(file, cancel);
            if (read.Definition is not { } definition) return (Refusal(file, read.Findings), false);
            return await store.SaveAsync(new SaveDefinition { Document = definition.Source, Publish = publish }, cancel) switch
            {
                DefinitionResult.Done done => ($"{file.Name}: '{done.Version.Name}' ({done.Version.DefinitionId}) version {done.Version.Version}{(publish ? ", published" : "")}", true),
                DefinitionResult.Invalid invalid => (Refusal(file, invalid.Findings), false),
                DefinitionResult.Conflict conflict => ($"{file.Name} is refused: {conflict.Message}", false),
                var other => throw new InvalidOperationException($"Expected a known result, but got {other}."),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ($"{file.Name} cannot be read: {error.Message}", false);
        }
    }

    private static string Refusal(FileInfo file, IReadOnlyList<Finding> findings) =>
        string.Join(Environment.NewLine, findings.Select(f => "  " + DefinitionFile.Line(f)).Prepend($"{file.Name} is refused:"));
}
