using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio;

public sealed partial class BadInputTests
{
    private static readonly string[] Bodies =
    [
        "", "null", "7", "\"x\"", "[]", "{", "{\"ids\":7}", "{\"ids\":[null]}", "{\"ids\":null,\"definitionIds\":null,\"input\":null,\"activityHandle\":null}", "{\"definitionIds\":[\"\\ud800\"]}", "{\"model\":{\"root\":{\"id\":{},\"type\":[]}}}",
        "{\"model\":{\"name\":7,\"root\":{\"id\":\"a\",\"type\":\"Elsa.Flowchart\",\"activities\":[7,null,{\"activity\":7}]}},\"publish\":true}", "{\"count\":1e400}", "\u0000",
    ];

    [Fact]
    public async Task Nothing_that_is_sent_to_elsas_api_is_ever_our_fault()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        await host.Store.PublishAsync(Documents.Workflow("flow", Documents.Sequence(Documents.Event("go"))));
        var wrong = new List<string>();

        foreach (var endpoint in host.Endpoints.Where(e => e.RoutePattern.RawText!.StartsWith("/elsa/api", StringComparison.Ordinal)))
        {
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                foreach (var (value, query, body) in Inputs(method))
                {
                    var path = Parameter().Replace(endpoint.RoutePattern.RawText!, m => m.Groups["kind"].Value switch { "int" => "1", "guid" => Guid.Empty.ToString(), _ => value });
                    using var request = new HttpRequestMessage(new HttpMethod(method), path + query);
                    if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                    var answer = await pia.SendAsync(request);
                    if ((int)answer.Status >= 500) wrong.Add($"{method} {path}{query} {body}: {(int)answer.Status}");
                }
            }
        }

        wrong.ShouldBeEmpty();
        host.Log.Errors.ShouldBeEmpty();
    }

    private static IEnumerable<(string Value, string Query, string? Body)> Inputs(string method)
    {
        foreach (var query in new[] { "", "?page=-1&pageSize=-1&skip=-1&take=-1", "?page=99999999999&versionOptions=%00", "?ids=%ED%A0%80&definitionIds=&orderBy=7&isSystem=maybe" })
            yield return ("flow", query, method == "GET" ? null : "{}");
        yield return ("%F0%9F%92%A9'\"--", "", method == "GET" ? null : "{}");
        if (method is "GET" or "DELETE") yield break;
        foreach (var body in Bodies) yield return ("flow", "", body);
    }

    [GeneratedRegex(@"\{\**(?<name>\w+)(:(?<kind>\w+))?\}")]
    private static partial Regex Parameter();
}
