using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using OrderFlow.Definitions;
using OrderFlow.People;
using OrderFlow.Persistence;

namespace OrderFlow.Hosting;

/// <summary>What must be true of the database before the first request.</summary>
internal static class Preparation
{
    /// <summary>Brings the schema to the newest form.</summary>
    /// <returns>Names of the migrations applied.</returns>
    /// <exception cref="CannotStartException">The database refuses.</exception>
    internal static async Task<IReadOnlyList<string>> MigrateAsync(IServiceProvider services, CancellationToken cancel)
    {
        try
        {
            return await services.GetRequiredService<Migrator>().MigrateAsync(cancel);
        }
        catch (DbException error)
        {
            throw new CannotStartException($"The database cannot be brought to the newest schema: {Words.Of(error)}.", error);
        }
    }

    /// <summary>
    /// Reads the keys of session cookies, or makes the first. Read with the first request they would be missing when the database
    /// is away at that moment, and whoever has signed in would hear that he has not.
    /// </summary>
    /// <exception cref="CannotStartException">The database refuses.</exception>
    internal static void LoadKeys(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IDataProtectionProvider>().CreateProtector(nameof(Preparation)).Protect([]);
        }
        catch (CryptographicException error)
        {
            throw new CannotStartException($"The keys of session cookies cannot be read from the database: {Words.Of(error.GetBaseException())}.", error);
        }
    }

    /// <summary>Publishes what has changed in <c>workflows/</c> and, where the demo is wanted, makes its people on a database that has none.</summary>
    /// <returns>What was done, for the console.</returns>
    internal static async Task<IReadOnlyList<string>> FillAsync(WebApplication app, CancellationToken cancel)
    {
        var folder = Path.GetFullPath(app.Configuration["Workflows:Folder"] ?? "workflows", app.Environment.ContentRootPath);
        var lines = (await app.Services.GetRequiredService<WorkflowFiles>().PublishAsync(folder, cancel)).ToList();
        if (!(app.Configuration.GetValue<bool?>("Demo:Enabled") ?? app.Environment.IsDevelopment())) return lines;
        await app.Services.GetRequiredService<DemoPeople>().SeedAsync(cancel);
        lines.Add(DemoPeople.Describe());
        return lines;
    }
}
