using System.Net;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Pages;

public sealed class StudioFilesTests
{
    [Fact]
    public async Task Files_with_a_fingerprint_are_kept_for_ever_and_come_compressed()
    {
        await using var host = await ApiHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };
        var name = Directory.EnumerateFiles(Folder("_framework"), "MudBlazor.??????????.wasm").Select(Path.GetFileName).Single();

        var file = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/studio/_framework/{name}") { Headers = { { "Accept-Encoding", "gzip, deflate, br" } } });

        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        file.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        file.Content.Headers.ContentType!.MediaType.ShouldBe("application/wasm");
        file.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        (await http.GetAsync($"/studio/_framework/{name}")).Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task Others_are_asked_for_again_and_sent_only_when_they_have_changed()
    {
        await using var host = await ApiHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };

        var first = await http.GetAsync("/studio/_framework/blazor.webassembly.js");
        var again = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/studio/_framework/blazor.webassembly.js") { Headers = { IfNoneMatch = { first.Headers.ETag! } } });

        first.Headers.CacheControl!.NoCache.ShouldBeTrue();
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/studio/../Studio/package.json")]
    [InlineData("/studio/%2e%2e/%2e%2e/%2e%2e/package.json")]
    [InlineData("/studio/..%2f..%2f..%2fpackage-lock.json")]
    [InlineData("/studio/index.html")]
    [InlineData("/studio//etc/passwd")]
    [InlineData("/studio/_framework")]
    public async Task Nothing_else_is_served(string path)
    {
        await using var host = await ApiHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };

        (await http.GetAsync(path)).StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Unauthorized);
    }

    private static string Folder(string below) => Path.Combine(Path.GetDirectoryName(OrderFlow.Tests.Replay.Above.Find("OrderFlow.sln"))!, "src/OrderFlow/Studio/node_modules/@elsa-workflows/elsa-studio-wasm", below);
}
