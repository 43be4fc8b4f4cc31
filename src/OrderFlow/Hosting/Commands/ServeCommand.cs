using System.CommandLine;

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
        app.MapOrderFlow();
        await Preparation.MigrateAsync(app.Services, cancel);
        await ProductionCheck.DemandAsync(app.Services, cancel);
        foreach (var line in await Preparation.FillAsync(app, cancel))
            Console.WriteLine(line);

        await app.StartAsync(cancel);
        foreach (var url in app.Urls)
            Console.WriteLine($"OrderFlow listens on {url} (API: {url}/scalar)");
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }
}
