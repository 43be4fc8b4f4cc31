using System.Reflection;
using System.Text.Json;
using System.Text.Unicode;
using OrderFlow.Hosting.Api;

namespace OrderFlow.Studio.Api;

/// <summary>What a request brings and may be refused for, before its endpoint runs.</summary>
internal interface IElsaInput
{
    /// <summary>Null: it is as it should be.</summary>
    IResult? Refusal { get; }
}

/// <summary>
/// A JSON body, read as Elsa reads it: members that nobody knows are passed over, and no body at all is an empty one. Text and
/// numbers that no database takes are refused.
/// </summary>
internal sealed record ElsaBody<T>(T? Read, IResult? Refusal) : IBindableFromHttpContext<ElsaBody<T>>, IElsaInput
    where T : class
{
    /// <summary>What was sent. The endpoint runs only when it could be read.</summary>
    public T Value => Read ?? throw new InvalidOperationException("Expected the filter to stop a request with a bad body.");

    public static async ValueTask<ElsaBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var limit = BodyLimit.Of(context);
        var bytes = await limit.ReadAsync(context.Request, context.RequestAborted);
        if (bytes is null) return new ElsaBody<T>(null, ElsaError.TooLarge(ApiText.BodyTooLarge(limit.Bytes)));
        if (bytes.Length == 0) bytes = "{}"u8.ToArray();
        if (!Utf8.IsValid(bytes)) return new ElsaBody<T>(null, ElsaError.Unreadable(ApiText.NotUtf8));
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = ElsaJson.Depth, AllowDuplicateProperties = false });
            if (JsonFaults.Find(document.RootElement) is { } fault) return new ElsaBody<T>(null, ElsaError.Unreadable(fault.Detail));
            return document.RootElement.Deserialize<T>(ElsaJson.Options) is { } value ? new ElsaBody<T>(value, null) : new ElsaBody<T>(null, ElsaError.Unreadable(ApiText.BadValue("$")));
        }
        catch (InvalidOperationException)
        {
            // Where an object is expected, System.Text.Json says so of other values.
            return new ElsaBody<T>(null, ElsaError.Unreadable(ApiText.BadValue("$")));
        }
        catch (JsonException error)
        {
            return new ElsaBody<T>(null, ElsaError.Unreadable(error.Path is null
                ? ApiText.NotJson((error.LineNumber ?? 0) + 1, (error.BytePositionInLine ?? 0) + 1, error.Message)
                : ApiText.BadValue(error.Path)));
        }
    }
}
