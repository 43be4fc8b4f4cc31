using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Execution;

/// <summary>What a waiting activity is handed when its child has ended, in the shape of Elsa's ExecuteWorkflowResult.</summary>
internal static class ChildResult
{
    public static JsonElement Of(ChildEnded ended) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["WorkflowInstanceId"] = ended.ChildInstanceId.ToString(),
        ["Status"] = ended.SubStatus == WorkflowSubStatus.Suspended ? nameof(WorkflowStatus.Running) : nameof(WorkflowStatus.Finished),
        ["SubStatus"] = ended.SubStatus.ToString(),
        ["Output"] = JsonSerializer.SerializeToNode(ended.Output),
    });

    public static JsonElement OutputOf(JsonElement result) => result.GetProperty("Output");

    public static string? SubStatusOf(JsonElement result) => result.GetProperty("SubStatus").GetString();

    /// <summary>What the reactions of BulkDispatchWorkflows find as inputs, under Elsa's names.</summary>
    public static JsonElement InputOf(JsonElement result) => JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement>
    {
        ["WorkflowInstanceId"] = result.GetProperty("WorkflowInstanceId"),
        ["WorkflowStatus"] = result.GetProperty("Status"),
        ["WorkflowSubStatus"] = result.GetProperty("SubStatus"),
        ["WorkflowOutput"] = result.GetProperty("Output"),
    });
}
