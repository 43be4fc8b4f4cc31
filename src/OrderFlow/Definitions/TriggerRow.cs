using OrderFlow.Engine.Definitions;

namespace OrderFlow.Definitions;

/// <summary>What starts a published version from outside.</summary>
public sealed class TriggerRow
{
    public string VersionId { get; set; } = "";
    public string ActivityId { get; set; } = "";

    /// <summary>Event name; "GET path/{id}", a row for each method; cron expression; interval; moment.</summary>
    public string Key { get; set; } = "";

    public TriggerKind Kind { get; set; }
    public string DefinitionId { get; set; } = "";
}
