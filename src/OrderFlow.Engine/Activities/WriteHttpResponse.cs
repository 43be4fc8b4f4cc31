using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Answers the HTTP request that started or resumed the instance; without one that still waits, the answer goes nowhere.</summary>
internal sealed class WriteHttpResponse : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.WriteHttpResponse",
        Category = "HTTP",
        DisplayName = "HTTP Response",
        Description = "Answers the HTTP request.",
        Inputs =
        [
            new InputDescriptor("StatusCode", "HttpStatusCode", "dropdown", "The status code, by number or name.", "OK"),
            new InputDescriptor("Content", "Object", Description: "The body."),
            new InputDescriptor("ContentType", "String", "dropdown", "The type of the body."),
            new InputDescriptor("ResponseHeaders", "HttpHeaders", "json-editor", "Headers."),
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var status = JsonValues.AsString(context.Input("StatusCode")) ?? "OK";
        if (!Enum.TryParse<System.Net.HttpStatusCode>(status, true, out var code) || (int)code is < 100 or > 599)
            throw new ActivityFault("Http", $"'{status}' in '{context.Node.DisplayText}' is not an HTTP status code.");
        var content = context.Input("Content");
        var headers = JsonValues.AsDictionary(context.Input("ResponseHeaders"))
            .ToDictionary(h => h.Key, h => h.Value.ValueKind == JsonValueKind.Array ? string.Join(", ", JsonValues.AsStringList(h.Value)) : JsonValues.AsString(h.Value) ?? "");
        var type = JsonValues.AsString(context.Input("ContentType"));
        var isJson = content.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        context.Do(new WriteResponse(
            (int)code,
            content.ValueKind == JsonValueKind.Null ? null : JsonValues.AsString(content),
            type is { Length: > 0 } ? type : isJson ? "application/json" : "text/plain",
            headers));
        context.Complete();
    }
}
