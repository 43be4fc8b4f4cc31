namespace OrderFlow.Hosting;

/// <summary>Makes the builder that every command starts from: where the settings are, where to listen.</summary>
internal static class HostBuilder
{
    private const string SettingsFile = "appsettings.json";

    /// <param name="settings">Settings from the command line; they win over file and environment.</param>
    /// <exception cref="CannotStartException">A setting, or the file of settings, cannot be read.</exception>
    internal static WebApplicationBuilder Create(string[] settings)
    {
        var given = new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").AddCommandLine(settings).Build();
        var root = given[HostDefaults.ContentRootKey] ?? FindContentRoot();
        if (!Directory.Exists(root))
            throw new CannotStartException($"There is no folder '{root}' (contentRoot).");
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = root, WebRootPath = PublishedWebRoot() });
            SettingsCheck.Demand(builder.Configuration);
            Addresses.Default(builder);
            // What keeps the host from starting is said in a sentence; the framework would write its stack first.
            builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
            return builder;
        }
        catch (InvalidDataException error)
        {
            throw new CannotStartException($"{Words.Of(error)}: {Words.Of(error.GetBaseException())}.", error);
        }
    }

    // A published host has styles and scripts beside it, wherever it is started from. Null: it was built, and finds them where they were written.
    private static string? PublishedWebRoot()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        return Directory.Exists(folder) ? folder : null;
    }

    // The current folder, or the first one above the program: a checkout serves wherever it is called from.
    private static string FindContentRoot()
    {
        var current = Directory.GetCurrentDirectory();
        if (File.Exists(Path.Combine(current, SettingsFile)))
            return current;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, SettingsFile)))
                return folder.FullName;
        return current;
    }
}
