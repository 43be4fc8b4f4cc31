using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace OrderFlow.Persistence.Embedded;

/// <summary>A private PostgreSQL server on this machine's loopback, for as long as this object lives.</summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly DataFolder folder;
    private readonly Server server;
    private readonly ServerWatch watch;

    private EmbeddedPostgres(DataFolder folder, Server server, ServerWatch watch, string connectionString) =>
        (this.folder, this.server, this.watch, ConnectionString) = (folder, server, watch, connectionString);

    /// <summary>Leads to <see cref="EmbeddedPostgresOptions.Database"/>, with the password in it: never log it.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Makes the cluster when there is none, ends a server that a killed host left on it, starts one and waits until it
    /// takes connections; after a crash that includes PostgreSQL's recovery.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException">It cannot start here; the message says why and what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken cancel, ILogger? log = null)
    {
        var held = DataFolder.Hold(options.Data);
        try
        {
            return await StartAsync(held, options, log ?? NullLogger.Instance, cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw Failure.Of(error, held.Path);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server: open transactions end without effect, committed ones are on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await watch.DisposeAsync();
            await server.StopAsync(CancellationToken.None);
        }
        finally
        {
            folder.Dispose();
        }
    }

    /// <summary>Deletes a data folder, and ends a server that a killed host left on it. A folder that a host uses stays.</summary>
    public static async Task RemoveAsync(EmbeddedPostgresOptions options, CancellationToken cancel)
    {
        try
        {
            using (var held = DataFolder.Hold(options.Data))
            {
                var parts = await PrepareAsync(held, options, NullLogger.Instance, cancel);
                await parts.Server.StopAsync(cancel);
                Directory.Delete(parts.Folder.Path, recursive: true);
            }

            if (Directory.Exists(options.Data))
                Directory.Delete(options.Data, recursive: true);
        }
        catch (Exception error) when (error is EmbeddedPostgresException or IOException)
        {
            // In use, or not ours.
        }
    }

    private static async Task<EmbeddedPostgres> StartAsync(
        DataFolder held, EmbeddedPostgresOptions options, ILogger log, CancellationToken cancel)
    {
        var (folder, files, server) = await PrepareAsync(held, options, log, cancel);
        await files.EnsureAsync(ServerSettings.AreDurable(options.Settings), cancel);
        try
        {
            var password = files.ReadPassword();
            var port = await server.StartAsync(options.Settings, port: null, cancel);
            var connectionString = await EnsureDatabaseAsync(options.Database, port, password, cancel);
            var watch = new ServerWatch(server, async stop => await server.StartAsync(options.Settings, port, stop), log);
            return new EmbeddedPostgres(folder, server, watch, connectionString);
        }
        catch (NpgsqlException error)
        {
            await server.StopAsync(CancellationToken.None);
            throw Failure.Of($"error: {Failure.Words(error)}", folder.Path);
        }
        catch
        {
            await server.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private static async Task<(DataFolder Folder, ClusterFiles Files, Server Server)> PrepareAsync(
        DataFolder held, EmbeddedPostgresOptions options, ILogger log, CancellationToken cancel)
    {
        var (account, folder) = await ServerAccount.ChooseAsync(held, options, cancel);
        if (folder.Path != held.Path)
            log.LogWarning(
                "PostgreSQL must not run as root, and '{Account}' cannot enter '{Wanted}': the data is in '{Folder}'",
                account.Name, held.Path, folder.Path);
        var binaries = Binaries.Find(options, folder.Path);
        if (!await account.CanRunAsync(binaries, cancel))
            binaries = binaries.CopyTo(folder.Path);
        var files = new ClusterFiles(folder, account, binaries);
        return (folder, files, new Server(folder, account, binaries, files));
    }

    private static async Task<string> EnsureDatabaseAsync(string database, int port, string password, CancellationToken cancel)
    {
        var target = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = ClusterFiles.User,
            Password = password,
            Database = database,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        var maintenance = new NpgsqlConnectionStringBuilder(target.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = database } },
        };
        if (await exists.ExecuteScalarAsync(cancel) is null)
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE {new NpgsqlCommandBuilder().QuoteIdentifier(database)}", connection);
            await create.ExecuteNonQueryAsync(cancel);
        }

        return target.ConnectionString;
    }
}
