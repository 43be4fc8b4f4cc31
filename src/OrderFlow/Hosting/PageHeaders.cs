namespace OrderFlow.Hosting;

/// <summary>What a browser may do with pages of ours: load from this host alone, run no script that stands in the page.</summary>
internal static class PageHeaders
{
    // Styles in the page are what the component library writes; they cannot run anything.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    public static void Set(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        SetCommon(response);
    }

    /// <summary>Those that every page has, whatever its policy is.</summary>
    public static void SetCommon(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        // Pages show what their reader may see now: nothing of them is kept once they are left.
        response.Headers.CacheControl = "no-store";
    }
}
