using Microsoft.AspNetCore.Routing.Matching;
using OrderFlow.Hosting.Api;

namespace OrderFlow.Instances.Http;

/// <summary>Marks the endpoint of the paths that workflows open.</summary>
internal sealed class HookMark;

/// <summary>
/// Workflows open paths below the same address at which the workplace has its pages, as they do in Elsa. What other systems
/// were told to call stays theirs: a page gives way where a workflow answers, and to whoever does not ask for a page.
/// </summary>
internal sealed class HooksFirst(HookRoutes routes) : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 1000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsHook) && !endpoints.All(IsHook);

    public async Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var pages = Enumerable.Range(0, candidates.Count).Where(i => candidates.IsValidCandidate(i) && !IsHook(candidates[i].Endpoint)).ToList();
        var hasHook = Enumerable.Range(0, candidates.Count).Any(i => candidates.IsValidCandidate(i) && IsHook(candidates[i].Endpoint));
        if (pages.Count == 0 || !hasHook) return;
        var request = httpContext.Request;
        if (Browsing.IsPage(request) && !await IsOpenAsync(request, httpContext.RequestAborted)) return;
        foreach (var page in pages) candidates.SetValidity(page, false);
    }

    private async Task<bool> IsOpenAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!request.Path.StartsWithSegments(HookApi.Base, out var rest)) return false;
        var path = (rest.Value ?? "").Trim('/');
        return !path.Contains('\0', StringComparison.Ordinal) && (await routes.FindAsync(HttpMethods.Get, path, null, null, cancel)).Count > 0;
    }

    private static bool IsHook(Endpoint endpoint) => endpoint.Metadata.GetMetadata<HookMark>() is not null;
}
