using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Hosting.Api;

namespace OrderFlow.Instances.Http;

/// <summary>A request as the HttpEndpoint activity takes it: parsedContent, files, routeData, queryStringData, headers, and an outcome where it breaks a rule that has one.</summary>
internal static class HookRequest
{
    private static readonly HashSet<string> Secret = new(StringComparer.OrdinalIgnoreCase) { "Cookie", "Authorization", "X-Api-Key" };

    public static async Task<(JsonElement Input, Problem? Problem)> ReadAsync(HttpRequest request, HookTarget target, ActivityNode endpoint, BodyLimit limit, CancellationToken cancel)
    {
        var bytes = await limit.ReadAsync(request, cancel);
        var (content, problem) = bytes is null ? (HookContent.Nothing, null) : await HookContent.ReadAsync(request, bytes, cancel);
        if (problem is not null) return (default, problem);
        var breach = bytes is null ? HookBreach.TooLarge(limit.Bytes) : new HookFileRules(endpoint).Find(content.Files);
        if (breach is not null && !breach.IsExposed(endpoint)) return (default, breach.ToProblem());

        var input = JsonSerializer.SerializeToElement(new Dictionary<string, object?>
        {
            ["path"] = request.Path.Value,
            ["method"] = request.Method,
            ["parsedContent"] = content.Parsed,
            // What was not to come in does not.
            ["files"] = breach is null ? content.Files : [],
            ["routeData"] = target.Route.ToDictionary(v => v.Key, v => v.Value?.ToString()),
            ["queryStringData"] = HookContent.Fields(request.Query),
            // Whose session or key it was is no business of a workflow, and would stand in its journal.
            ["headers"] = HookContent.Fields(request.Headers.Where(h => !Secret.Contains(h.Key))),
            ["outcome"] = breach?.Outcome,
        });
        return JsonFaults.Find(input) is { } fault ? (default, fault) : (input, null);
    }
}
