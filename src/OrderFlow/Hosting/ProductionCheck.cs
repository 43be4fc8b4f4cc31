using Npgsql;
using OrderFlow.People;

namespace OrderFlow.Hosting;

/// <summary>What is handy while developing and an open door in production. Secrets have no defaults.</summary>
internal static class ProductionCheck
{
    private static readonly string[] KnownPasswords = ["postgres", "password", "orderflow", "admin", "secret", "changeme"];

    /// <exception cref="CannotStartException">Outside Development and Testing, a setting that everybody can guess.</exception>
    internal static void Demand(IConfiguration configuration, IHostEnvironment environment)
    {
        if (!environment.IsProduction())
            return;
        if (configuration.GetValue<bool>("Demo:Enabled"))
            throw new CannotStartException(
                "Demo:Enabled makes people whose passwords are in the documentation, and must not be set in Production.");
        if (PasswordOf(configuration.GetConnectionString("OrderFlow")) is { } password && KnownPasswords.Contains(password.ToLowerInvariant()))
            throw new CannotStartException("The password in ConnectionStrings:OrderFlow is one that everybody tries first, and must not be used in Production.");
        if (string.IsNullOrEmpty(configuration["Mail:Host"]))
            throw new CannotStartException("Mail:Host is not set: in Production, mails that only go into a folder would reach nobody.");
    }

    /// <exception cref="CannotStartException">In Production, a database in which the demo's people are left.</exception>
    internal static async Task DemandAsync(IServiceProvider services, CancellationToken cancel)
    {
        if (!services.GetRequiredService<IHostEnvironment>().IsProduction())
            return;
        var names = await services.GetRequiredService<DemoPeople>().WithKnownPasswordAsync(cancel);
        if (names.Count > 0)
            throw new CannotStartException(
                $"People of the demo can sign in with the password of the documentation ({string.Join(", ", names)}): "
                + "use another database in Production, or deactivate them.");
    }

    private static string? PasswordOf(string? connectionString)
    {
        try
        {
            return connectionString is null ? null : new NpgsqlConnectionStringBuilder(connectionString).Password;
        }
        catch (ArgumentException)
        {
            // Not a connection string: opening it says so.
            return null;
        }
    }
}
