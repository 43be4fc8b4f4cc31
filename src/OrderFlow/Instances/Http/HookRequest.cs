using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using OrderFlow.Hosting.Api;

namespace OrderFlow.Instances.Http;

/// <summary>A request as the HttpEndpoint activity takes it: parsedContent, routeData, queryStringData, headers.</summary>
internal static class HookRequest
{
    private static readonly HashSet<string> Secret = new(StringComparer.OrdinalIgnoreCase) { "Cookie", "Authorization", "X-Api-Key" };

    public static async Task<(JsonElement Input, Problem? Problem)> ReadAsync(HttpRequest request, HookTarget target, BodyLimit limit, CancellationToken cancel)
    {
        if (await limit.ReadAsync(request, cancel) is not { } bytes)
            return (default, new Problem(StatusCodes.Status413PayloadTooLarge, "too-large", ApiText.BodyTooLarge(limit.Bytes)));
        var content = Content(request, bytes, out var problem);
        if (problem is not null) return (default, problem);
        var input = JsonSerializer.SerializeToElement(new Dictionary<string, object?>
        {
            ["path"] = request.Path.Value,
            ["method"] = request.Method,
            ["parsedContent"] = content,
            ["routeData"] = target.Route.ToDictionary(v => v.Key, v => v.Value?.ToString()),
            ["queryStringData"] = request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()),
            // Whose session or key it was is no business of a workflow, and would stand in its journal.
            ["headers"] = request.Headers.Where(h => !Secret.Contains(h.Key)).ToDictionary(h => h.Key, h => h.Value.ToString()),
        });
        return JsonFaults.Find(input) is { } fault ? (default, fault) : (input, null);
    }

    private static JsonElement? Content(HttpRequest request, byte[] bytes, out Problem? problem)
    {
        problem = null;
        if (bytes.Length == 0) return null;
        if (request.HasJsonContentType()) return JsonBody.ReadElement(bytes, out problem);
        if (!Utf8.IsValid(bytes))
        {
            problem = JsonBody.BadJson("invalid-utf8", ApiText.NotUtf8);
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true) return JsonSerializer.SerializeToElement(text);
        return JsonSerializer.SerializeToElement(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(text).ToDictionary(f => f.Key, f => f.Value.ToString()));
    }
}
