using System.Net;

namespace OrderFlow.Tests.Support;

/// <summary>Asks as a browser does that shows pages: keeps cookies, follows nothing by itself.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient http;

    public Browser(Uri address) =>
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };

    /// <summary>What it says of where a form stands.</summary>
    public string Site { get; init; } = "same-origin";

    /// <summary>What it asks for; null: nothing.</summary>
    public string? Language { get; init; }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", Site);
        if (Language is not null) request.Headers.TryAddWithoutValidation("Accept-Language", Language);
        return http.SendAsync(request);
    }

    public void Dispose() => http.Dispose();
}
