using System.CommandLine;
using System.Net.Sockets;

namespace OrderFlow.Hosting.Commands;

/// <summary><c>serve</c>: API, workplace and timers, until the process is asked to stop.</summary>
internal static class ServeCommand
{
    /// <param name="settings">Settings from the command line.</param>
    internal static Command Create(string[] settings)
    {
        var command = new Command("serve", "Serve the API and the workplace, and fire deadlines (the default).");
        command.SetAction((_, cancel) => RunAsync(settings, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, CancellationToken cancel)
    {
        var builder = HostBuilder.Create(settings);
        Addresses.Demand(builder.Configuration);
        ProductionCheck.Demand(builder.Configuration, builder.Environment);
        await using var database = await HostDatabase.OpenAsync(builder, cancel);
        builder.AddOrderFlow(database.ConnectionString);
        await using var app = builder.Build();
        await Preparation.MigrateAsync(app.Services, cancel);
        Preparation.LoadKeys(app.Services);
        app.MapOrderFlow();
        await ProductionCheck.DemandAsync(app.Services, cancel);
        foreach (var line in await Preparation.FillAsync(app, cancel))
            Console.WriteLine(line);

        await StartAsync(app, cancel);
        foreach (var url in app.Urls)
            Console.WriteLine($"OrderFlow listens on {url} (API: {url}/scalar)");
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    // Addresses are asked for before; what only the server finds out is told in its words: a certificate that is not there, a socket's folder.
    private static async Task StartAsync(WebApplication app, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception error) when (error is IOException or SocketException or InvalidOperationException or FormatException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The host cannot listen: {Words.Of(error)}.", error);
        }
    }
}
