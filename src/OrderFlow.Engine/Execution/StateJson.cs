using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderFlow.Engine.Execution;

/// <summary>State and journal as compact JSON: defaults are left out.</summary>
public static class StateJson
{
    public static byte[] Write(InstanceState state) => JsonSerializer.SerializeToUtf8Bytes(state, StateJsonContext.Default.InstanceState);

    /// <exception cref="JsonException">The text is not a state.</exception>
    public static InstanceState ReadState(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, StateJsonContext.Default.InstanceState) ?? throw new JsonException("A state is an object, not null.");

    public static byte[] Write(IReadOnlyList<JournalEntry> entries) =>
        JsonSerializer.SerializeToUtf8Bytes(entries, StateJsonContext.Default.IReadOnlyListJournalEntry);

    /// <exception cref="JsonException">The text is not a journal.</exception>
    public static IReadOnlyList<JournalEntry> ReadJournal(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, StateJsonContext.Default.IReadOnlyListJournalEntry) ?? [];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(InstanceState))]
[JsonSerializable(typeof(IReadOnlyList<JournalEntry>))]
[JsonSerializable(typeof(Stimulus))]
[JsonSerializable(typeof(HttpResult))]
[JsonSerializable(typeof(MailResult))]
internal sealed partial class StateJsonContext : JsonSerializerContext;
