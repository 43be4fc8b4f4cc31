using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace OrderFlow.Persistence;

/// <summary>The database as services.</summary>
public static class Store
{
    /// <summary>A pool on which the statements of the bursts are prepared once and then only executed.</summary>
    public static NpgsqlDataSource Open(string connectionString, ILoggerFactory? logging = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            // A reset is seven statements before every use of a connection. Nothing here changes a session but SessionLock, which undoes it.
            NoResetOnClose = true,
            // The door's guards name in it which instance is in the way.
            IncludeErrorDetail = true,
        };
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).UseLoggerFactory(logging).Build();
    }

    /// <summary>Adds <see cref="NpgsqlDataSource"/>, <see cref="OrderFlowDb"/> by its factory, and what keeps the schema.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(provider => Open(connectionString, provider.GetService<ILoggerFactory>()));
        services.AddPooledDbContextFactory<OrderFlowDb>((provider, options) => Use(options, provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<JournalPartitions>();
        services.AddSingleton<Migrator>();
        return services;
    }

    internal static void Use(DbContextOptionsBuilder options, NpgsqlDataSource database) =>
        options.UseNpgsql(database).UseSnakeCaseNamingConvention();
}
