using System.CommandLine;
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
        var context = new ValidationContext { FindDefinition = known.Count > 1 ? known.GetValueOrDefault : null };

        var hasErrors = false;
        foreach (var (file, result, problem) in read)
        {
            var findings = result?.Definition is { } definition
                ? [.. result.Findings, .. DefinitionValidator.Validate(definition, KnownActivities.Registry, context)]
                : result?.Findings ?? [];
            var errors = findings.Count(f => f.Severity == Severity.Error) + (problem is null ? 0 : 1);
            hasErrors |= errors > 0;
            await output.WriteLineAsync(problem ?? (findings.Count == 0 ? $"{file.Name}: fine" : $"{file.Name}: {errors} errors, {findings.Count - errors} warnings"));
            foreach (var finding in findings)
                await output.WriteLineAsync($"  {(finding.Severity == Severity.Error ? "error" : "warning")} {finding.Pointer}: {finding.Message} {finding.Fix}");
        }

        return hasErrors ? 1 : 0;
    }

    private static async Task<(FileInfo File, ReadResult? Result, string? Problem)> ReadAsync(FileInfo file, CancellationToken cancel)
    {
        try
        {
            if (file.Exists && file.Length > DefinitionReader.LargestDocument)
                return (file, null, $"{file.Name}: has {file.Length} bytes, the limit is {DefinitionReader.LargestDocument}.");
            return (file, DefinitionReader.Read(await File.ReadAllBytesAsync(file.FullName, cancel), KnownActivities.Registry), null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (file, null, $"{file.Name}: cannot be read: {error.Message}");
        }
    }
}
