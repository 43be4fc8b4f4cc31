using Npgsql;
using NpgsqlTypes;

namespace OrderFlow.Persistence;

/// <summary>Positional parameters, each with its type: what is null has no other way to say it.</summary>
internal static class Parameter
{
    public static NpgsqlParameter Uuid(Guid value) => new NpgsqlParameter<Guid> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid };

    public static NpgsqlParameter Uuid(Guid? value) => value is { } known ? Uuid(known) : Null(NpgsqlDbType.Uuid);

    public static NpgsqlParameter Uuids(IEnumerable<Guid> values) =>
        new NpgsqlParameter<Guid[]> { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };

    public static NpgsqlParameter Int(int value) => new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer };

    public static NpgsqlParameter Int(int? value) => value is { } known ? Int(known) : Null(NpgsqlDbType.Integer);

    public static NpgsqlParameter Long(long value) => new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint };

    /// <summary>An enumeration, as the tables hold it.</summary>
    public static NpgsqlParameter Number<T>(T value) where T : struct, Enum =>
        new NpgsqlParameter<short> { TypedValue = Convert.ToInt16(value, null), NpgsqlDbType = NpgsqlDbType.Smallint };

    public static NpgsqlParameter Numbers<T>(IEnumerable<T> values) where T : struct, Enum =>
        new NpgsqlParameter<short[]> { TypedValue = [.. values.Select(v => Convert.ToInt16(v, null))], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint };

    public static NpgsqlParameter Bool(bool value) => new NpgsqlParameter<bool> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Boolean };

    public static NpgsqlParameter Bytes(byte[] value) => new NpgsqlParameter<byte[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea };

    public static NpgsqlParameter Time(DateTimeOffset value) =>
        new NpgsqlParameter<DateTimeOffset> { TypedValue = value.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz };

    public static NpgsqlParameter Time(DateTimeOffset? value) => value is { } known ? Time(known) : Null(NpgsqlDbType.TimestampTz);

    /// <summary>Free text; see <see cref="StoredText.Clean"/>.</summary>
    public static NpgsqlParameter Text(string? value) => value is null
        ? Null(NpgsqlDbType.Text)
        : new NpgsqlParameter<string> { TypedValue = StoredText.Clean(value), NpgsqlDbType = NpgsqlDbType.Text };

    /// <summary>Text that is looked up; see <see cref="StoredText.Key"/>.</summary>
    public static NpgsqlParameter Key(string? value) => Text(StoredText.KeyOrNull(value));

    /// <summary>JSON as text; null: none.</summary>
    public static NpgsqlParameter Json(string? value) => value is null
        ? Null(NpgsqlDbType.Json)
        : new NpgsqlParameter<string> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Json };

    public static NpgsqlParameter Keys(IEnumerable<string> values) => Array([.. values.Select(StoredText.Key)]);

    public static NpgsqlParameter Texts(IEnumerable<string> values) => Array([.. values.Select(StoredText.Clean)]);

    private static NpgsqlParameter<string[]> Array(string[] values) => new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Null(NpgsqlDbType type) => new() { Value = DBNull.Value, NpgsqlDbType = type };
}
