using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace OrderFlow.Studio.Pages;

/// <summary>
/// Serves Studio's files, some two hundred for one page, before anything asks who it is for: they are public, and each question
/// would cost a look at the database.
/// </summary>
internal static class StudioFiles
{
    public const string Base = "/studio";

    public static void UseStudioFiles(this WebApplication app)
    {
        var package = new StudioPackage();
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || !request.Path.StartsWithSegments(Base, out var rest) || !rest.HasValue) return next(context);
            return package.Find(rest.Value!.TrimStart('/'), Encodings(request)) is { } file ? SendAsync(context, file, package) : next(context);
        });
    }

    private static Task SendAsync(HttpContext context, StudioFile file, StudioPackage package)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = file.IsFingerprinted ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        if (file.Encoding is not null) headers.ContentEncoding = file.Encoding;
        // npm gives files no time of their own; version and length tell two of the same name apart.
        var tag = new EntityTagHeaderValue(new StringSegment($"\"{package.Version}-{new FileInfo(file.Path).Length}-{file.Encoding ?? "plain"}\""));
        return Results.File(file.Path, file.ContentType, entityTag: tag).ExecuteAsync(context);
    }

    private static HashSet<string> Encodings(HttpRequest request) =>
        [.. request.GetTypedHeaders().AcceptEncoding.Where(e => e.Quality is not 0).Select(e => e.Value.Value!)];
}
