using System.Text.Json;

namespace OrderFlow.Replay.Mapping;

/// <summary>The state in which the log says that a case ended, or stands at the log's end.</summary>
/// <param name="LastEvents">"lastEvent": names of the last event that is not ignored.</param>
/// <param name="Status">"status": "finished", "waiting" or "cancelled".</param>
/// <param name="Outputs">"outputs": with "finished": workflow outputs that must have these values. Empty: any.</param>
/// <param name="At">"at": with "waiting": ids or names of exactly the activities whose tasks are open. Null: any.</param>
public sealed record EndRule(
    IReadOnlyList<string> LastEvents, EndStatus Status, IReadOnlyDictionary<string, JsonElement> Outputs, IReadOnlyList<string>? At);

public enum EndStatus
{
    Finished,
    Waiting,
    Cancelled,
}
