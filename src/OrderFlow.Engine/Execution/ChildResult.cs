using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Execution;

/// <summary>What a waiting activity is handed when its child has ended, in the shape of Elsa's ExecuteWorkflowResult.</summary>
internal static class ChildResult
{
    public static JsonElement Of(ChildEnded ended) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["WorkflowInstanceId"] = ended.ChildInstanceId.ToString(),
        ["Status"] = nameof(WorkflowStatus.Finished),
        ["SubStatus"] = ended.SubStatus.ToString(),
        ["Output"] = JsonSerializer.SerializeToNode(ended.Output),
    });

    public static JsonElement OutputOf(JsonElement result) => result.GetProperty("Output");

    public static bool IsFaulted(JsonElement result) => result.GetProperty("SubStatus").GetString() is nameof(WorkflowSubStatus.Faulted);
}
