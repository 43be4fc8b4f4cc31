using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>What was answered to a command. Null members: the command had no such answer.</summary>
internal sealed record StoredAnswer(InstanceSummary? Instance, WriteResponse? Response);

/// <summary>What an operation's first call came to.</summary>
/// <param name="Answer">Null: it was another command.</param>
/// <param name="Conflict">Null: it was the same command.</param>
internal sealed record Earlier(StoredAnswer? Answer, RunResult.Rejected? Conflict)
{
    public RunResult Result => Conflict is null ? new RunResult.Applied(Answer!.Instance!, Answer.Response) : Conflict;
}

/// <summary>A command that its caller may repeat, by the id that he gave it.</summary>
/// <param name="Hash">Of what is asked for; not of who may ask, which can change between two calls.</param>
internal sealed record Operation(Guid Id, byte[] Hash)
{
    public const string Table = "operations";

    public const string Select = "SELECT request_hash, response FROM operations WHERE operation_id = $1";

    public static Operation? Of(Guid? id, StartRequest request) =>
        id is { } known ? new Operation(known, HashOf("start", "", JsonSerializer.SerializeToUtf8Bytes(request with { OperationId = null }, Json))) : null;

    public static Operation? Of(Guid? id, InstanceTarget target, Stimulus stimulus) => id is { } known
        ? new Operation(known, HashOf(stimulus.GetType().Name, target.ToString(), JsonSerializer.SerializeToUtf8Bytes(
            Asked(stimulus), stimulus.GetType(), Json)))
        : null;

    public static Operation? Of(Guid? id, string kind, string target, byte[] payload) => id is { } known ? new Operation(known, HashOf(kind, target, payload)) : null;

    /// <summary>Reads what was answered before; null: it is new.</summary>
    public async Task<Earlier?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        if (!await reader.ReadAsync(cancel)) return null;
        if (!reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(Hash))
            return new Earlier(null, new RunResult.Rejected(Rejection.Conflict, $"Operation '{Id}' was used for another command."));
        return new Earlier(JsonSerializer.Deserialize(PackedJson.Unpack(reader.GetFieldValue<byte[]>(1)), StoreJson.Default.StoredAnswer), null);
    }

    /// <inheritdoc cref="ReadAsync(NpgsqlDataReader, CancellationToken)"/>
    public async Task<Earlier?> ReadAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Select);
        command.Parameters.Add(Uuid(Id));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await ReadAsync(reader, cancel);
    }

    /// <param name="result">Null: the command has no answer but that it was done.</param>
    public void Add(Statements statements, RunResult.Applied? result, DateTimeOffset now) =>
        statements.Add(
            "INSERT INTO operations (operation_id, instance_id, request_hash, response, at) VALUES ($1, $2, $3, $4, $5)",
            Uuid(Id), Uuid(result?.Instance.Id), Bytes(Hash),
            Bytes(PackedJson.Pack(JsonSerializer.SerializeToUtf8Bytes(new StoredAnswer(result?.Instance, result?.Response), StoreJson.Default.StoredAnswer))), Time(now));

    private static readonly HashSet<string> NoRoles = [];

    private static Stimulus Asked(Stimulus stimulus) => stimulus switch
    {
        DecideTask decide => decide with { Roles = NoRoles },
        ActOnTask act => act with { Roles = NoRoles, OnBehalfRoles = NoRoles, IsAdministrator = false },
        _ => stimulus,
    };

    // Undefined JSON values are left out: there is no way to write them.
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault };

    private static byte[] HashOf(string kind, string target, byte[] payload) =>
        SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes($"{kind}\n{target}\n"), .. payload]);
}
