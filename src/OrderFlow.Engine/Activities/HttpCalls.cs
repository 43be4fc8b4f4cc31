using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>What SendHttpRequest and FlowSendHttpRequest have in common: the request goes through the outbox, its answer comes back as a stimulus.</summary>
internal static class HttpCalls
{
    public static readonly InputDescriptor[] Inputs =
    [
        new InputDescriptor("Url", "Uri", Description: "Where to.", IsRequired: true),
        new InputDescriptor("Method", "String", "dropdown", "The method.", "GET", Options: ["GET", "POST", "PUT", "HEAD", "OPTIONS", "PATCH", "DELETE"]),
        new InputDescriptor("Content", "Object", Description: "The body."),
        new InputDescriptor("ContentType", "String", "dropdown", "The type of the body."),
        new InputDescriptor("Authorization", "String", Description: "The Authorization header."),
        new InputDescriptor("DisableAuthorizationHeaderValidation", "Boolean", "checkbox", "Not used here: the header is sent as given."),
        new InputDescriptor("RequestHeaders", "HttpHeaders", "json-editor", "Further headers."),
        new InputDescriptor("EnableResiliency", "Boolean", "checkbox", "Not used here: the outbox tries again."),
    ];

    public static readonly OutputDescriptor[] Outputs =
    [
        new OutputDescriptor("StatusCode", "Int32", "The status code."),
        new OutputDescriptor("ParsedContent", "Object", "The body: JSON as an object, else text."),
        new OutputDescriptor("ResponseHeaders", "HttpHeaders", "The headers."),
        new OutputDescriptor("Result", "HttpResponseMessage", "Status code, headers and body."),
    ];

    public static void Send(ActivityContext context)
    {
        var id = context.NewId();
        var (body, type) = HttpBodies.Of(context.Input("Content"), JsonValues.AsString(context.Input("ContentType")), id);
        var bookmark = context.AddBookmark(BookmarkKind.HttpCall, reference: id);
        context.Do(new SendHttp(id, bookmark.Id, new HttpCall
        {
            Method = JsonValues.AsString(context.Input("Method")) ?? "GET",
            Url = JsonValues.AsString(context.Input("Url")) ?? "",
            Body = body,
            ContentType = type,
            Headers = HeadersOf(context),
        }));
    }

    /// <summary>Sets the outputs; gives back what came of the call.</summary>
    public static HttpResult Take(ActivityContext context, JsonElement input)
    {
        var result = input.ValueKind == JsonValueKind.Object
            ? input.Deserialize(StateJsonContext.Default.HttpResult)!
            : throw new ActivityFault("Http", $"'{context.Node.DisplayText}' was resumed without an HTTP answer.", input);
        if (result.Failure is { } failure)
        {
            context.Note($"No answer ({failure}): {result.Body}");
            return result;
        }

        var parsed = Parsed(result);
        var headers = JsonSerializer.SerializeToElement(result.Headers);
        var status = JsonValues.FromNumber(result.StatusCode);
        context.SetOutput("StatusCode", status);
        context.SetOutput("ParsedContent", parsed);
        context.SetOutput("ResponseHeaders", headers);
        context.SetOutput("Result", JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["StatusCode"] = status, ["Headers"] = headers, ["Content"] = parsed }));
        return result;
    }

    private static JsonElement Parsed(HttpResult result)
    {
        if (result.Body is not { Length: > 0 } body) return JsonValues.Null;
        if (result.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true) return JsonValues.FromString(body);
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            // A server that calls anything JSON must not cost the answer.
            return JsonValues.FromString(body);
        }
    }

    private static Dictionary<string, string> HeadersOf(ActivityContext context)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in JsonValues.AsDictionary(context.Input("RequestHeaders")))
            headers[name] = value.ValueKind == JsonValueKind.Array ? string.Join(", ", JsonValues.AsStringList(value)) : JsonValues.AsString(value) ?? "";
        if (JsonValues.AsString(context.Input("Authorization")) is { Length: > 0 } authorization) headers["Authorization"] = authorization;
        return headers;
    }
}
