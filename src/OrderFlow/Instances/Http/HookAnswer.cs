using Microsoft.AspNetCore.Diagnostics;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Instances.Http;

/// <summary>What a workflow answers.</summary>
internal sealed class HookAnswer(WriteResponse answer) : IResult
{
    // Those that say how the message is framed, or set what only this host may set.
    private static readonly HashSet<string> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Content-Type", "Keep-Alive", "Set-Cookie", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        // A 404 of the workflow is its answer, also without a body.
        if (httpContext.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        // 1xx announces an answer that would never come.
        response.StatusCode = answer.StatusCode < StatusCodes.Status200OK ? StatusCodes.Status200OK : answer.StatusCode;
        foreach (var (name, value) in answer.Headers)
            if (!Ours.Contains(name) && IsSafe(name, value)) response.Headers[name] = value;
        // A page made by a workflow must not run as a page of this host.
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
        response.Headers.XContentTypeOptions = "nosniff";
        if (answer.Content is not { } content || response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified) return;
        response.ContentType = answer.ContentType is { } type && IsSafe("Content-Type", type) ? type : "text/plain";
        await response.WriteAsync(content, httpContext.RequestAborted);
    }

    private static bool IsSafe(string name, string value) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && value.All(c => c is >= ' ' and < '\x7F');
}
