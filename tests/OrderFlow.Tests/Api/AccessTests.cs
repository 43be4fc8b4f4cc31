using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Api;

public sealed class AccessTests
{
    /// <summary>What anybody may see who reaches the host.</summary>
    private static readonly string[] Open = ["/sign-in", "/sign-out", "/health/live", "/health/ready", "/openapi/{documentName}.json", "/scalar", "/workflows/{**path}", "/api/session"];

    [Fact]
    public async Task Every_call_is_answered_by_who_makes_it()
    {
        await using var host = await ApiHost.StartAsync();
        var scene = await ApiScene.SetAsync(host);
        var wrong = new List<string>();
        foreach (var call in ApiCall.All)
        {
            foreach (var (who, client, expected) in new[]
                     {
                         ("anonymous", scene.Anonymous, call.Anonymous), ("ordinary", scene.Ordinary, call.Ordinary),
                         ("assignee", scene.Assignee, call.Assignee), ("admin", scene.Admin, call.Admin),
                     })
            {
                await scene.RefreshAsync(host);
                var answer = await client.SendAsync(scene.RequestOf(call));
                if ((int)answer.Status != expected) wrong.Add($"{call} by {who}: {(int)answer.Status} instead of {expected}: {answer.Body?.ToJsonString()}");
            }
        }

        wrong.ShouldBeEmpty();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_address_below_api_has_its_row()
    {
        await using var host = await ApiHost.StartAsync();

        var mapped = host.Endpoints.Where(e => PatternOf(e).StartsWith("/api", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} {PatternOf(e)}"));

        mapped.ShouldBe(ApiCall.All.Select(c => c.ToString()), ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_else_is_open_to_everybody()
    {
        await using var host = await ApiHost.StartAsync();

        var open = host.Endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && !IsFile(e)).Select(PatternOf);

        open.Where(p => !Open.Any(o => p == o || p.StartsWith("/scalar", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_address_below_api_says_in_the_document_what_it_is_for()
    {
        await using var host = await ApiHost.StartAsync();

        var document = (await host.Anonymous.GetAsync("/openapi/v1.json")).Body!["paths"]!.AsObject();

        var described = document.SelectMany(p => p.Value!.AsObject().Where(o => o.Value!["summary"] is not null).Select(o => $"{o.Key.ToUpperInvariant()} {p.Key}")).ToList();
        foreach (var call in ApiCall.All) described.ShouldContain($"{call.Method} {Plain(call.Pattern)}");
        foreach (var call in ApiCall.All.Where(c => c.Body is not null)) document[Plain(call.Pattern)]![call.Method.ToLowerInvariant()]!["requestBody"].ShouldNotBeNull(call.ToString());
    }

    // Styles, scripts and pictures of the workplace, the same for everybody.
    private static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;

    private static string PatternOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private static string Plain(string pattern) => pattern.Replace(":guid", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal).Replace(":long", "", StringComparison.Ordinal);
}
