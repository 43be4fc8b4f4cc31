using OrderFlow.Instances.Http;
using OrderFlow.People;

namespace OrderFlow.Hosting.Api;

/// <summary>
/// Refuses changes that another site asks a signed-in browser to make. The cookie is not sent with most of them (SameSite=Lax);
/// the browser's own word on where the request comes from covers the rest. A key is never sent by itself: it needs no protection.
/// </summary>
internal static class CrossSite
{
    public static Task RefuseAsync(HttpContext context, RequestDelegate next) => IsSafe(context)
        ? next(context)
        : new Problem(StatusCodes.Status403Forbidden, "other-site", ApiText.OtherSite).ToResult().ExecuteAsync(context);

    private static bool IsSafe(HttpContext context)
    {
        var request = context.Request;
        // A WebSocket begins with a GET, and the browser opens one to any site that a page names.
        var opensSocket = string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase);
        if (!opensSocket && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))) return true;
        if (ApiKeyHandler.KeyOf(request) is not null) return true;
        // A hook that anybody may call is nobody's session; the sign-in makes one.
        if (context.User.Identity?.IsAuthenticated != true && request.Path.StartsWithSegments(HookApi.Base)) return true;
        if (request.Headers["Sec-Fetch-Site"] is [{ } site, ..]) return site is "same-origin" or "none";
        // Older browsers say the origin only; programs neither.
        return request.Headers.Origin is not [{ } origin, ..] || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }
}
