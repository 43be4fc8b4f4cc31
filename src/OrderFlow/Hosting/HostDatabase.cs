using Npgsql;
using OrderFlow.Persistence.Embedded;

namespace OrderFlow.Hosting;

/// <summary>The database of this process: the server that the settings name, or an embedded one that ends with this object.</summary>
internal sealed class HostDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres? embedded;
    private readonly ILoggerFactory? logging;

    private HostDatabase(string connectionString, EmbeddedPostgres? embedded, ILoggerFactory? logging) =>
        (ConnectionString, this.embedded, this.logging) = (connectionString, embedded, logging);

    internal string ConnectionString { get; }

    /// <exception cref="CannotStartException">The named server does not answer.</exception>
    /// <exception cref="EmbeddedPostgresException">The embedded one cannot start.</exception>
    internal static async Task<HostDatabase> OpenAsync(WebApplicationBuilder builder, CancellationToken cancel)
    {
        if (builder.Configuration.GetConnectionString("OrderFlow") is { Length: > 0 } named)
        {
            await DemandAsync(named, cancel);
            return new HostDatabase(named, embedded: null, logging: null);
        }

        // The server starts before the host's own services are there, and outlives them.
        var logging = LoggerFactory.Create(log => log.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        var options = EmbeddedPostgresOptions.From(builder.Configuration, builder.Environment.ContentRootPath);
        var server = await EmbeddedPostgres.StartAsync(options, cancel, logging.CreateLogger<EmbeddedPostgres>());
        return new HostDatabase(server.ConnectionString, server, logging);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (embedded is not null)
            await embedded.DisposeAsync();
        logging?.Dispose();
    }

    private static async Task DemandAsync(string connectionString, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancel);
        }
        catch (Exception error) when (error is NpgsqlException or ArgumentException or System.Net.Sockets.SocketException or TimeoutException)
        {
            // Npgsql's words name host and port, never the password.
            throw new CannotStartException($"The database of ConnectionStrings:OrderFlow does not answer: {error.Message.TrimEnd('.')}.", error);
        }
    }
}
