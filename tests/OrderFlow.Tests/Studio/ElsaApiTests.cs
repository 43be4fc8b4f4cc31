using System.Net;
using System.Net.Http.Json;
using OrderFlow.People;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio;

public sealed class ElsaApiTests
{
    private const string Features = "/elsa/api/features/installed";

    [Theory]
    [InlineData("Authorization", "ApiKey ")]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("X-Api-Key", "")]
    public async Task A_key_is_known_by_every_header_that_clients_of_elsa_send(string header, string scheme)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("ann", null);
        var (_, key) = await host.Get<ApiKeys>().CreateAsync("ann", "test", null, CancellationToken.None);

        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation(header, scheme + key);
        var answer = await host.Client(http).GetAsync(Features);

        answer.Expect(HttpStatusCode.OK).Body!["items"]![0]!["fullName"]!.ToString().ShouldStartWith("Elsa.");
    }

    [Fact]
    public async Task Nobody_is_answered_without_signing_in_or_with_a_key_that_is_none()
    {
        await using var host = await ApiHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer of_nonsense");

        (await host.Anonymous.GetAsync(Features)).Expect(HttpStatusCode.Unauthorized);
        (await host.Client(http).GetAsync(Features)).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_counts_here_but_not_when_another_site_makes_the_browser_ask()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("pia", "secret-of-pia", "process-owner");
        using var http = new HttpClient { BaseAddress = host.Address };
        (await http.PostAsJsonAsync("/api/session", new { name = "pia", password = "secret-of-pia" })).EnsureSuccessStatusCode();
        var browser = host.Client(http);
        var foreign = new HttpRequestMessage(HttpMethod.Post, "/elsa/api/workflow-definitions") { Content = JsonContent.Create(new { }) };
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");

        (await browser.GetAsync(Features)).Expect(HttpStatusCode.OK);
        (await browser.SendAsync(foreign)).Expect(HttpStatusCode.Forbidden).Text("code").ShouldBe("other-site");
    }

    [Theory]
    [InlineData("admin", true)]
    [InlineData("process-owner", true)]
    [InlineData("sales", false)]
    [InlineData("integration", false)]
    public void Admins_and_process_owners_may_everything_others_look(string role, bool may)
    {
        var principal = Access.PrincipalOf(new User { Name = "x", Roles = [role] }, "test");

        principal.May(Access.Edit).ShouldBe(may);
        principal.May(Access.Publish).ShouldBe(may);
        principal.May(Access.Operate).ShouldBe(may);
    }

    [Fact]
    public async Task What_exists_is_announced_and_nothing_else()
    {
        await using var host = await ApiHost.StartAsync();
        var ann = await host.AsAsync("ann");

        (await ann.GetAsync(Features + "/Elsa.JavaScript")).Expect(HttpStatusCode.OK).Text("fullName").ShouldBe("Elsa.JavaScript");
        (await ann.GetAsync(Features + "/Elsa.Resilience")).Expect(HttpStatusCode.NotFound);
        (await ann.GetAsync("/elsa/api/package/version")).Expect(HttpStatusCode.OK).Text("packageVersion").ShouldNotBeEmpty();
    }
}
