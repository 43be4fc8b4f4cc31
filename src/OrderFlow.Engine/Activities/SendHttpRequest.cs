using System.Text.Json;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// Sends an HTTP request and runs the activity of its status code, or that for no answer. Where no activity is given for what came, it
/// is done, as in Elsa; the journal says that there was no answer.
/// </summary>
internal sealed class SendHttpRequest : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SendHttpRequest",
        Category = "HTTP",
        DisplayName = "HTTP Request",
        Description = "Sends an HTTP request and runs the activity of its status code.",
        Kind = ActivityKind.Task,
        Inputs = [new InputDescriptor("ExpectedStatusCodes", "Object", "http-status-codes", "The status codes with an activity of their own.", IsWrapped: false), .. HttpCalls.Inputs],
        Outputs = HttpCalls.Outputs,
        EmbeddedPorts = ["UnmatchedStatusCode", "FailedToConnect", "Timeout"],
    };

    public override void Execute(ActivityContext context) => HttpCalls.Send(context);

    public override void Resume(ActivityContext context, Bookmark bookmark, JsonElement input)
    {
        var result = HttpCalls.Take(context, input);
        var code = result.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var next = result.Failure switch
        {
            null => context.Node.Cases.FirstOrDefault(c => c.Label == code) is { } match ? match.Activity : context.Node.Port("UnmatchedStatusCode"),
            "timeout" => context.Node.Port("Timeout"),
            _ => context.Node.Port("FailedToConnect"),
        };
        if (next is not null) context.Schedule(next);
        else context.Complete();
    }
}
