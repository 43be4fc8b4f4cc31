using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OrderFlow.Instances;

namespace OrderFlow.Studio.Instances;

/// <summary>
/// An instance as an exported file: what Elsa's files tell, by the same names, and <see cref="OrderFlow"/>, by which it can be
/// taken up again. A file of an Elsa server has none: the insides of its activities are its own.
/// </summary>
internal sealed record InstanceFile(
    [property: JsonPropertyName("WorkflowState")] StateShape? WorkflowState,
    [property: JsonPropertyName("Bookmarks")] IReadOnlyList<StoredBookmarkShape>? Bookmarks,
    [property: JsonPropertyName("ActivityExecutionRecords")] IReadOnlyList<ExecutionShape>? ActivityExecutionRecords,
    [property: JsonPropertyName("WorkflowExecutionLogRecords")] IReadOnlyList<LogShape>? WorkflowExecutionLogRecords,
    [property: JsonPropertyName("OrderFlow")] ArchivedInstance? OrderFlow)
{
    public static string NameOf(Guid instance) => $"workflow-instance-{instance}.json";

    /// <summary>Null: no instance of ours is in it.</summary>
    public static ArchivedInstance? Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(nameof(OrderFlow), out var ours) && ours.ValueKind == JsonValueKind.Object
                ? ours.Deserialize<ArchivedInstance>(Api.ElsaJson.Options)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A bookmark as files have it.</summary>
internal sealed record StoredBookmarkShape(
    string Id, string ActivityTypeName, Guid WorkflowInstanceId, string ActivityInstanceId, string Hash, string? CorrelationId, DateTimeOffset CreatedAt, JsonNode? Payload)
{
    public static StoredBookmarkShape Of(BookmarkShape bookmark, StateShape state) =>
        new(bookmark.Id, bookmark.Name, state.Id, bookmark.ActivityInstanceId, bookmark.Hash, state.CorrelationId, bookmark.CreatedAt, bookmark.Payload?.DeepClone());
}

/// <summary>What else than the state a file is to tell.</summary>
internal sealed record ExportRequest
{
    public IReadOnlyList<string>? Ids { get; init; }
    public bool? IncludeBookmarks { get; init; }
    public bool? IncludeActivityExecutionLog { get; init; }
    public bool? IncludeWorkflowExecutionLog { get; init; }
}
