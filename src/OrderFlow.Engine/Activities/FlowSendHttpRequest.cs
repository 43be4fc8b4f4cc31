using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Sends an HTTP request and goes on at the outcome that names the status code and at Done; where none is expected, at Done alone.</summary>
internal sealed class FlowSendHttpRequest : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowSendHttpRequest",
        Category = "HTTP",
        DisplayName = "HTTP Request (flow)",
        Description = "Sends an HTTP request and goes on by its status code.",
        Kind = ActivityKind.Task,
        Inputs = [new InputDescriptor("ExpectedStatusCodes", "List<Int32>", "multitext", "The status codes that are outcomes of their own.", new[] { 200 }), .. HttpCalls.Inputs],
        Outputs = HttpCalls.Outputs,
        FixedOutcomes = ["Unmatched status code", "Failed to connect", "Timeout", "Done"],
        OutcomesInput = "ExpectedStatusCodes",
    };

    public override void Execute(ActivityContext context) => HttpCalls.Send(context);

    public override void Resume(ActivityContext context, Bookmark bookmark, JsonElement input)
    {
        var result = HttpCalls.Take(context, input);
        if (result.Failure is not null)
        {
            context.Complete(result.Failure == "timeout" ? "Timeout" : "Failed to connect");
            return;
        }

        var code = result.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var expected = JsonValues.AsStringList(context.Input("ExpectedStatusCodes"));
        if (expected.Count == 0) context.Complete();
        else context.Complete(expected.Contains(code) ? code : "Unmatched status code", "Done");
    }
}
