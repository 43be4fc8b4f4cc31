using System.Net.Http.Headers;
using System.Text;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Outbox;

/// <summary>Makes the HTTP calls of workflows.</summary>
public sealed class HttpCaller(HttpClient client)
{
    /// <summary>Longer answers are cut here: they would end up in the instance's state.</summary>
    private const int LargestAnswer = 1024 * 1024;

    // Said by the body itself.
    private static readonly HashSet<string> Framing = new(StringComparer.OrdinalIgnoreCase) { "Content-Type", "Content-Length" };

    /// <summary>One attempt. An answer of whatever status is a result; so is an address that is no URL.</summary>
    /// <param name="id">Of the outbox row: sent as <c>Idempotency-Key</c>, the same at every attempt.</param>
    /// <exception cref="HttpRequestException">No answer; trying again may help.</exception>
    /// <exception cref="TaskCanceledException">No answer in time.</exception>
    public async Task<HttpResult> CallAsync(Guid id, HttpCall call, CancellationToken cancel)
    {
        if (!Uri.TryCreate(call.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return new HttpResult { Failure = "connect", Body = $"'{call.Url}' is not an http or https address." };

        using var request = new HttpRequestMessage(new HttpMethod(call.Method), url);
        if (call.Body is not null) request.Content = Content(call);
        foreach (var (name, value) in call.Headers)
            if (!request.Headers.TryAddWithoutValidation(name, value) && !Framing.Contains(name)) request.Content?.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", id.ToString());
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return new HttpResult
        {
            StatusCode = (int)response.StatusCode,
            Body = await ReadAsync(response, cancel),
            ContentType = response.Content.Headers.ContentType?.ToString(),
            Headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, IReadOnlyList<string> (h) => [.. h.Value]),
        };
    }

    private static StringContent Content(HttpCall call)
    {
        var content = new StringContent(call.Body!, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.TryParse(call.ContentType, out var type) ? type : new MediaTypeHeaderValue("text/plain");
        if (!content.Headers.ContentType.MediaType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)) content.Headers.ContentType.CharSet ??= "utf-8";
        return content;
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = new byte[LargestAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
