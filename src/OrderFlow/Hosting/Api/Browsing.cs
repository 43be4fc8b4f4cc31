namespace OrderFlow.Hosting.Api;

/// <summary>Tells a person who opens pages from a program that calls.</summary>
internal static class Browsing
{
    private static readonly string[] Programs = ["/api", "/elsa", "/openapi", "/health", "/_blazor"];

    /// <summary>A browser asks for a page to show: a refusal is a page, too, and who has not signed in is led there.</summary>
    public static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !Programs.Any(p => request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase))
        && request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    /// <summary>Where to go back to: an address of this host, whatever was asked for.</summary>
    /// <param name="asked">Null: the first page.</param>
    public static string Local(string? asked) =>
        asked is ['/', ..] && !asked.StartsWith("//", StringComparison.Ordinal) && !asked.StartsWith("/\\", StringComparison.Ordinal) && !asked.Any(char.IsControl) ? asked : "/";
}
