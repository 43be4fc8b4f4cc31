using System.CommandLine;
using System.Runtime.InteropServices;
using OrderFlow.Hosting.Commands;
using OrderFlow.Persistence.Embedded;

namespace OrderFlow.Hosting;

/// <summary>The command line: finds the command, runs it, and turns what stops it into one sentence and an exit code.</summary>
internal static class Entry
{
    internal static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Split(args);
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await Commands(arguments.Settings).Parse(arguments.Command).InvokeAsync(configuration, stop.Token);
        }
        catch (Exception error) when (error is CannotStartException or EmbeddedPostgresException)
        {
            await Console.Error.WriteLineAsync($"OrderFlow: {error.Message}");
            return 1;
        }
        catch (Exception error) when (DatabaseFailure.Reason(error) is { } reason)
        {
            await Console.Error.WriteLineAsync($"OrderFlow: {reason}");
            return 1;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A fault of ours: whoever mends it needs all that is known.
            await Console.Error.WriteLineAsync($"OrderFlow: stopped by an error that it does not know: {Words.Of(error)}.{Environment.NewLine}{error}");
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The shell's number for a program that was asked to stop.
            return 130;
        }

        void Stop(PosixSignalContext signal)
        {
            // Without this the process ends here and now, and leaves a PostgreSQL server behind.
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static RootCommand Commands(string[] settings)
    {
        var serve = ServeCommand.Create(settings);
        var root = new RootCommand(
            """
            OrderFlow runs versioned approval workflows.

            Without a command it serves. Any setting of appsettings.json can be given on the command line, as in
            --ConnectionStrings:OrderFlow="Host=db;Username=orderflow;Password=…;Database=orderflow" or --urls=http://localhost:8080.
            """)
        {
            serve,
            ValidateCommand.Create(),
            ImportCommand.Create(settings),
            ReplayCommand.Create(settings),
            MigrateCommand.Create(settings),
        };
        root.Action = serve.Action;
        return root;
    }
}
