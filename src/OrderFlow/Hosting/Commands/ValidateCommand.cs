using System.CommandLine;
using OrderFlow.Definitions;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Hosting.Commands;

/// <summary><c>validate</c>: says everything that is wrong with definition files, without a database.</summary>
internal static class ValidateCommand
{
    internal static Command Create()
    {
        var files = new Argument<FileInfo[]>("file") { Description = "Workflow definitions in Elsa 3's format.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("validate", "Say everything that is wrong with workflow definitions; exit code 1 when one would not publish.") { files };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetRequiredValue(files), Console.Out, cancel));
        return command;
    }

    /// <returns>1 when a file cannot be read or has an error; warnings alone give 0.</returns>
    internal static async Task<int> RunAsync(FileInfo[] files, TextWriter output, CancellationToken cancel)
    {
        // A workflow that is started or used as an activity may be one of the files: child and parent are often checked together.
        var read = new List<(FileInfo File, ReadResult? Result, string? Problem)>();
        foreach (var file in files) read.Add(await ReadAsync(file, cancel));
        var known = read.Select(r => r.Result?.Definition).OfType<WorkflowDefinition>().Where(d => d.DefinitionId is not null)
            .DistinctBy(d => d.DefinitionId).ToDictionary(d => d.DefinitionId!, StringComparer.Ordinal);
        var versions = read.Select(r => r.Result?.Definition).OfType<WorkflowDefinition>().Where(d => d.Id is not null).DistinctBy(d => d.Id).ToDictionary(d => d.Id!, StringComparer.Ordinal);
        var context = new ValidationContext { FindDefinition = known.GetValueOrDefault, FindVersion = versions.GetValueOrDefault, KnowsAll = false };

        var hasErrors = false;
        foreach (var (file, result, problem) in read)
        {
            var findings = result?.Definition is { } definition
                ? [.. result.Findings, .. DefinitionValidator.Validate(definition, KnownActivities.Registry, context)]
                : result?.Findings ?? [];
            var errors = findings.Count(f => f.Severity == Severity.Error) + (problem is null ? 0 : 1);
            hasErrors |= errors > 0;
            await output.WriteLineAsync(problem ?? (findings.Count == 0 ? $"{file.Name}: fine" : $"{file.Name}: {Count(errors, "error")}, {Count(findings.Count - errors, "warning")}"));
            foreach (var finding in findings)
                await output.WriteLineAsync("  " + DefinitionFile.Line(finding));
        }

        return hasErrors ? 1 : 0;
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static async Task<(FileInfo File, ReadResult? Result, string? Problem)> ReadAsync(FileInfo file, CancellationToken cancel)
    {
        try
        {
            return (file, await DefinitionFile.ReadAsync(file, cancel), null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (file, null, $"{file.Name}: cannot be read: {error.Message}");
        }
    }
}
