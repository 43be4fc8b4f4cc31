using Npgsql;

namespace OrderFlow.Benchmarks;

/// <summary>What the machine can do at all: one transaction that updates one row and inserts three of the same size.</summary>
internal static class Floor
{
    private const int PayloadBytes = 700;

    public static async Task<double> RunAsync(string connectionString, int callers, int count)
    {
        await using var data = NpgsqlDataSource.Create(connectionString + $";Maximum Pool Size={callers + 2};Max Auto Prepare=20;Auto Prepare Min Usages=2");
        await ExecuteAsync(data, "DROP TABLE IF EXISTS floor_state, floor_rows");
        await ExecuteAsync(data, "CREATE TABLE floor_state (id int PRIMARY KEY, revision int, payload bytea) WITH (fillfactor = 50)");
        await ExecuteAsync(data, "CREATE TABLE floor_rows (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state int, payload bytea)");
        var payload = new byte[PayloadBytes];
        Random.Shared.NextBytes(payload);
        await using (var seed = data.CreateCommand("INSERT INTO floor_state SELECT i, 0, $1 FROM generate_series(0, 999) i"))
        {
            seed.Parameters.Add(new NpgsqlParameter { Value = payload });
            await seed.ExecuteNonQueryAsync();
        }

        await Load.RunAsync(callers, 200, i => OnceAsync(data, i % 1000, payload));
        var time = await Load.RunAsync(callers, count, i => OnceAsync(data, i % 1000, payload));
        await ExecuteAsync(data, "DROP TABLE floor_state, floor_rows");
        return count / time.TotalSeconds;
    }

    private static async Task OnceAsync(NpgsqlDataSource data, int id, byte[] payload)
    {
        await using var connection = await data.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction);
        Add("UPDATE floor_state SET revision = revision + 1, payload = $2 WHERE id = $1");
        for (var i = 0; i < 3; i++) Add("INSERT INTO floor_rows (state, payload) VALUES ($1, $2)");
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();

        void Add(string sql) => batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
        {
            Parameters = { new NpgsqlParameter { Value = id }, new NpgsqlParameter { Value = payload } },
        });
    }

    private static async Task ExecuteAsync(NpgsqlDataSource data, string sql)
    {
        await using var command = data.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
