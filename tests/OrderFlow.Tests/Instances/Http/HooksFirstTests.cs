using System.Net;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances.Http;

public sealed class HooksFirstTests
{
    private static readonly string Hooked = Documents.Workflow(
        "hooked", Documents.Sequence(Documents.Trigger(Documents.Activity("Elsa.HttpEndpoint", "hook", ("Path", "hooked"), ("SupportedMethods", new[] { "GET", "POST" })))));

    [Fact]
    public async Task A_path_that_a_workflow_opens_stays_its_own_where_a_page_has_the_same_address()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("ann", "a long one");
        await host.Store.PublishAsync(Hooked);
        using var browser = new Browser(host.Address);
        await browser.PostAsync("/sign-in", ("name", "ann"), ("password", "a long one"));

        (await browser.GetAsync("/workflows/hooked")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await host.Anonymous.PostAsync("/workflows/hooked", new { a = 1 })).Expect(HttpStatusCode.Accepted);
        (await browser.GetAsync("/workflows/other")).Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await host.Anonymous.GetAsync("/workflows/other")).Expect(HttpStatusCode.NotFound);
    }
}
