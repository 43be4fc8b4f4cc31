using System.CommandLine;
using Hangfire;

namespace OrderFlow.Hosting.Commands;

/// <summary><c>migrate</c>: brings the database to the newest schema and ends; for those who let no host change it.</summary>
internal static class MigrateCommand
{
    /// <param name="settings">Settings from the command line.</param>
    internal static Command Create(string[] settings)
    {
        var command = new Command("migrate", "Bring the database to the newest schema, then end.");
        command.SetAction((_, cancel) => RunAsync(settings, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, CancellationToken cancel)
    {
        var builder = HostBuilder.Create(settings);
        await using var database = await HostDatabase.OpenAsync(builder, cancel);
        builder.AddOrderFlow(database.ConnectionString);
        await using var app = builder.Build();
        var applied = await Preparation.MigrateAsync(app.Services, cancel);
        // Hangfire makes its tables when it is first asked for: a host that may not make any finds them.
        app.Services.GetRequiredService<JobStorage>();
        foreach (var name in applied)
            Console.WriteLine($"Applied {name}");
        if (applied.Count == 0)
            Console.WriteLine("The schema is up to date.");
        return 0;
    }
}
