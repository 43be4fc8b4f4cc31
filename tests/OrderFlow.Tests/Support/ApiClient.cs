using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderFlow.Tests.Support;

/// <param name="Body">Null: it is empty or no JSON.</param>
internal sealed record ApiAnswer(HttpStatusCode Status, JsonNode? Body, HttpResponseMessage Raw, ErrorLog Log)
{
    /// <summary>The sentence of a refusal.</summary>
    public string Detail => Text("detail");

    public string Text(string member) => Body![member]!.ToString();

    public Guid Id(string member = "id") => Guid.Parse(Text(member));

    /// <summary>The answer, when its status is this one.</summary>
    public ApiAnswer Expect(HttpStatusCode status)
    {
        Status.ShouldBe(status, $"{Body?.ToJsonString()} {(Status == HttpStatusCode.InternalServerError ? string.Join('\n', Log.Errors) : "")}");
        return this;
    }
}

/// <summary>Somebody who calls the API.</summary>
internal sealed class ApiClient(HttpClient http, ErrorLog log)
{
    public HttpClient Http => http;

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, path));

    /// <param name="body">Written as JSON.</param>
    public Task<ApiAnswer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, JsonSerializer.Serialize(body ?? new { }));

    public Task<ApiAnswer> SendAsync(HttpMethod method, string path, string json) => SendAsync(method, path, Encoding.UTF8.GetBytes(json));

    public Task<ApiAnswer> SendAsync(HttpMethod method, string path, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        return SendAsync(new HttpRequestMessage(method, path) { Content = content });
    }

    public async Task<ApiAnswer> SendAsync(HttpRequestMessage request)
    {
        var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true && text.Length > 0;
        return new ApiAnswer(response.StatusCode, isJson ? JsonNode.Parse(text) : null, response, log);
    }
}
