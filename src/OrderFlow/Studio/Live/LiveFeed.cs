using Npgsql;
using OrderFlow.Instances;

namespace OrderFlow.Studio.Live;

/// <summary>
/// Hears from the database which instances have moved, on whatever host, while any is looked at here. A beat finds what was
/// missed: notifications are lost while the connection is.
/// </summary>
internal sealed class LiveFeed(NpgsqlDataSource database, LiveInstances live, LiveObservers observers, ILogger<LiveFeed> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Respite = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await live.WantedAsync(stoppingToken);
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (NpgsqlException down)
            {
                log.LogWarning(down, "Live updates have stopped and will be taken up again");
                await Task.Delay(Respite, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        connection.Notification += (_, heard) =>
        {
            if (Guid.TryParse(heard.Payload, out var instance)) live.Signal(instance);
        };
        await ExecuteAsync(connection, $"LISTEN {InstanceSignal.Channel}", cancel);
        try
        {
            while (true)
            {
                var ids = live.Ids;
                foreach (var (id, revision) in await observers.BeatAsync(ids, cancel)) live.Stands(id, revision);
                if (ids.Count == 0) return;
                await HearAsync(connection, cancel);
            }
        }
        finally
        {
            // The connection goes back to the pool, which does not clear it; a broken one does not.
            if (connection.State == System.Data.ConnectionState.Open) await ExecuteAsync(connection, "UNLISTEN *", CancellationToken.None);
        }
    }

    // Until the next beat is due.
    private static async Task HearAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var until = TimeProvider.System.GetTimestamp();
        for (var left = Beat; left > TimeSpan.Zero; left = Beat - TimeProvider.System.GetElapsedTime(until))
            await connection.WaitAsync(left, cancel);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
