using Microsoft.Net.Http.Headers;
using OrderFlow.Hosting.Api;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Descriptors;

/// <summary>The activities of the toolbox, and of every definition.</summary>
internal static class ActivityDescriptorEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/descriptors/activities", ListAsync);
        group.MapGet("/descriptors/activities/{typeName}", FindAsync);
        group.MapPost("/descriptors/activities/{typeName}/options/{inputName}", OptionsAsync);
    }

    private static async Task ListAsync(DescriptorCache cache, HttpContext context, CancellationToken cancel)
    {
        var answer = await cache.GetAsync(cancel);
        var (request, response) = (context.Request, context.Response);
        response.Headers.ETag = answer.ETag;
        // One address, as many answers as languages: asked for again each time, and only by the browser itself.
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Accept-Encoding, Cookie, Authorization";
        if (request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(new EntityTagHeaderValue(answer.ETag), useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var taken = request.GetTypedHeaders().AcceptEncoding.Where(e => e.Quality != 0).Select(e => e.Value.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (encoding, bytes) = taken.Contains("br") ? ("br", answer.Brotli) : taken.Contains("gzip") ? ("gzip", answer.Gzip) : (null, answer.Plain);
        if (encoding is not null) response.Headers.ContentEncoding = encoding;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, cancel);
    }

    private static async Task<IResult> FindAsync(string typeName, ElsaQuery query, DescriptorCache cache, CancellationToken cancel)
    {
        var version = query.Number("version");
        if (query.Refusal is { } refusal) return refusal;
        return (await cache.GetAsync(cancel)).Items.FirstOrDefault(d => d.TypeName == typeName && (version is null || d.Version == version)) is { } found
            ? ElsaJson.Ok(found)
            : ElsaError.NotFound(ApiText.NoSuchActivity(typeName));
    }

    // What an editor offers does not depend here on what was written into other inputs.
    private static async Task<IResult> OptionsAsync(string typeName, string inputName, DescriptorCache cache, CancellationToken cancel) =>
        (await cache.GetAsync(cancel)).Items.FirstOrDefault(d => d.TypeName == typeName)?.Inputs.FirstOrDefault(i => i.Name.Equals(inputName, StringComparison.OrdinalIgnoreCase)) is { } input
            ? ElsaJson.Ok(new { Items = input.UiSpecifications })
            : ElsaError.NotFound(ApiText.NoSuchActivity($"{typeName}.{inputName}"));
}
