using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.Server;
using Npgsql;

namespace OrderFlow.Deadlines;

/// <summary>Deadlines, and Hangfire as their clock.</summary>
public static class DeadlineServices
{
    /// <summary>Schema of Hangfire's tables.</summary>
    public const string Schema = "hangfire";

    // Jobs only look into the database; two at a time are enough, and each idle worker asks for work.
    private const int Workers = 2;

    /// <summary>What fires deadlines, without a clock that calls it.</summary>
    public static IServiceCollection AddDueWork(this IServiceCollection services) => services
        .AddSingleton<DueWork>()
        .AddSingleton<ISweep, DeadlineSweep>()
        .AddSingleton<ISweep, MessageSweep>()
        .AddSingleton<ISweep, PartitionSweep>()
        .AddSingleton<ISweep, OperationSweep>();

    /// <summary>Adds the Hangfire server. It runs when the host does.</summary>
    public static IServiceCollection AddDeadlines(this IServiceCollection services, string connectionString)
    {
        services.AddDueWork();
        services.AddSingleton<DeadlineClock>();
        services.AddSingleton<DeadlineJobs>();
        services.AddSingleton(Storage);
        services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(Pooled(connectionString)), provider.GetRequiredService<PostgreSqlStorageOptions>())
            .WithJobExpirationTimeout(TimeSpan.FromHours(1)));
        services.AddHangfireServer((_, server) =>
        {
            server.WorkerCount = Workers;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(15);
            server.ServerTimeout = TimeSpan.FromMinutes(2);
            server.HeartbeatInterval = TimeSpan.FromSeconds(30);
        });
        services.AddSingleton<IBackgroundProcess>(provider => provider.GetRequiredService<DeadlineClock>());
        services.AddHostedService<DeadlineStart>();
        return services;
    }

    /// <summary>
    /// Sliding invisibility: a long job is not given to a second worker while the first lives. Workers listen for new jobs and
    /// ask once a second besides. Hangfire's own schedule may be coarse: the clock fires the deadlines, the schedule shows them.
    /// </summary>
    private static PostgreSqlStorageOptions Storage => new()
    {
        SchemaName = Schema,
        UseSlidingInvisibilityTimeout = true,
        // Hangfire holds its locks for milliseconds. One that is older was left by a host that was killed.
        DistributedLockTimeout = TimeSpan.FromSeconds(15),
        EnableLongPolling = true,
        QueuePollInterval = TimeSpan.FromSeconds(15),
        JobExpirationCheckInterval = TimeSpan.FromMinutes(10),
        PrepareSchemaIfNecessary = true,
    };

    /// <summary>What a storage lacks of what deadlines rely on; empty: nothing.</summary>
    internal static IEnumerable<string> Faults(PostgreSqlStorageOptions options)
    {
        if (!options.UseSlidingInvisibilityTimeout) yield return "Sliding invisibility is off: a long job would be given to a second worker.";
        if (!options.EnableLongPolling && options.QueuePollInterval > TimeSpan.FromSeconds(1)) yield return "Workers neither listen for jobs nor ask every second.";
    }

    // A pool beside the product's: it is small, and what it prepares does not push out the statements of the bursts.
    private static string Pooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 10, ApplicationName = "orderflow-hangfire" }.ConnectionString;
}
