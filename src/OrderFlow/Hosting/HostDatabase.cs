using Npgsql;
using OrderFlow.Persistence.Embedded;

namespace OrderFlow.Hosting;

/// <summary>The database of this process: the server that the settings name, or an embedded one that ends with this object.</summary>
internal sealed class HostDatabase : IAsyncDisposable
{
    private static readonly Version Oldest = new(15, 0);

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
        var server = Read(connectionString);
        // Never the password.
        var name = $"The PostgreSQL server of ConnectionStrings:OrderFlow ({server.Host}:{server.Port})";
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancel);
            if (connection.PostgreSqlVersion < Oldest)
                throw new CannotStartException($"{name} has version {connection.PostgreSqlVersion.ToString(2)}; OrderFlow needs {Oldest.Major} or newer.");
        }
        catch (PostgresException error)
        {
            throw new CannotStartException($"{name} refuses: {Words.Of(error)}.", error);
        }
        catch (Exception error) when (error is NpgsqlException or ArgumentException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw new CannotStartException($"{name} does not answer: {Words.Of(error)}.", error);
        }
    }

    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString) is { Host.Length: > 0 } server ? server : throw new ArgumentException("Host is missing");
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new CannotStartException(
                $"ConnectionStrings:OrderFlow cannot be read: {Words.Of(error)}; write it as in Host=db;Username=orderflow;Password=…;Database=orderflow.", error);
        }
    }
}
