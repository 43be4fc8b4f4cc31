using System.Net;
using System.Net.Http.Json;
using OrderFlow.People;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.People;

public sealed class SessionApiTests
{
    [Fact]
    public async Task Without_credentials_the_answer_is_401_with_a_sentence_and_no_redirect()
    {
        await using var host = await ApiHost.StartAsync();

        var answer = await host.Anonymous.GetAsync("/api/tasks");

        answer.Expect(HttpStatusCode.Unauthorized).Detail.ShouldStartWith("Sign in first");
        answer.Text("code").ShouldBe("not-signed-in");
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "请先登录")]
    [InlineData("fr, en;q=0.5", "Sign in first")]
    public async Task A_refusal_speaks_the_callers_language(string languages, string expected)
    {
        await using var host = await ApiHost.StartAsync();
        host.Anonymous.Http.DefaultRequestHeaders.Add("Accept-Language", languages);

        (await host.Anonymous.GetAsync("/api/tasks")).Detail.ShouldStartWith(expected);
    }

    [Theory]
    [InlineData("GET", "/api/nowhere", "此地址没有内容")]
    [InlineData("PUT", "/api/tasks", "此地址不支持")]
    [InlineData("GET", "/api/tasks?limit=many", "参数“limit”")]
    [InlineData("GET", "/api/tasks?limit=-1", "参数“limit”")]
    [InlineData("GET", "/api/outbox", "您已登录")]
    public async Task Who_asks_for_no_language_is_refused_in_their_own_wherever_it_happens(string method, string path, string expected)
    {
        await using var host = await ApiHost.StartAsync();
        var ann = await host.AsAsync("ann");
        await host.Store.ExecuteAsync("UPDATE users SET language = 'zh-CN'");

        (await ann.SendAsync(new HttpRequestMessage(new HttpMethod(method), path))).Detail.ShouldStartWith(expected);
    }

    [Fact]
    public async Task A_key_that_nobody_has_is_called_so()
    {
        await using var host = await ApiHost.StartAsync();
        host.Anonymous.Http.DefaultRequestHeaders.Add("X-Api-Key", "of_unknown");

        var answer = (await host.Anonymous.GetAsync("/api/tasks")).Expect(HttpStatusCode.Unauthorized);

        answer.Text("code").ShouldBe("bad-key");
        answer.Detail.ShouldStartWith("The API key is unknown");
    }

    [Fact]
    public async Task A_session_lasts_from_sign_in_to_sign_out()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("ann", "correct horse", "sales");
        var browser = Browser(host);

        var signedIn = await browser.PostAsync("/api/session", new { name = " Ann", password = "correct horse" });
        var me = await browser.GetAsync("/api/me");
        await browser.DeleteAsync("/api/session");
        var after = await browser.GetAsync("/api/me");

        var cookie = signedIn.Expect(HttpStatusCode.OK).Raw.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        me.Expect(HttpStatusCode.OK).Body!["roles"]![0]!.ToString().ShouldBe("sales");
        after.Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_user_who_is_no_longer_active_is_out_at_once()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("ann", "correct horse");
        var (browser, program) = (Browser(host), await host.AsAsync("ann"));
        await browser.PostAsync("/api/session", new { name = "ann", password = "correct horse" });
        (await program.GetAsync("/api/me")).Expect(HttpStatusCode.OK);

        await host.Store.ExecuteAsync("UPDATE users SET is_active = false");

        (await browser.GetAsync("/api/me")).Expect(HttpStatusCode.Unauthorized);
        (await program.GetAsync("/api/me")).Expect(HttpStatusCode.Unauthorized);
        (await browser.PostAsync("/api/session", new { name = "ann", password = "correct horse" })).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_password_ends_the_sessions_of_the_one_before()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("ann", "correct horse");
        var browser = Browser(host);
        await browser.PostAsync("/api/session", new { name = "ann", password = "correct horse" });

        await host.Store.ExecuteAsync("UPDATE users SET password_hash = 'another'");

        (await browser.GetAsync("/api/me")).Expect(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task After_too_many_failures_not_even_the_right_password_is_taken_for_a_while(string name)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("ann", "correct horse");
        for (var i = 0; i < SignIn.Patience; i++)
            (await host.Anonymous.PostAsync("/api/session", new { name, password = "guess" })).Expect(HttpStatusCode.Unauthorized);

        (await host.Anonymous.PostAsync("/api/session", new { name, password = "correct horse" })).Expect(HttpStatusCode.TooManyRequests);
        host.Store.Clock.Advance(SignIn.Pause + TimeSpan.FromSeconds(1));

        (await host.Anonymous.PostAsync("/api/session", new { name, password = "correct horse" })).Status.ShouldBe(name == "ann" ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_change_that_another_site_asks_for_is_refused(string header, string value)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("ann", "correct horse");
        var browser = Browser(host);
        await browser.PostAsync("/api/session", new { name = "ann", password = "correct horse" });
        browser.Http.DefaultRequestHeaders.Add(header, value);

        var answer = await browser.PostAsync("/api/keys", new { label = "mine" });

        answer.Expect(HttpStatusCode.Forbidden).Text("code").ShouldBe("other-site");
        (await browser.GetAsync("/api/keys")).Body!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_of_another_site_cannot_pass_for_JSON()
    {
        await using var host = await ApiHost.StartAsync();
        var ann = await host.AsAsync("ann");

        var answer = await ann.Http.PostAsync("/api/keys", new StringContent("""{"label":"x"}""", System.Text.Encoding.UTF8, "text/plain"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("X-Api-Key", "")]
    [InlineData("Authorization", "ApiKey ")]
    public async Task A_key_is_shown_once_and_acts_for_its_user_until_it_is_revoked(string header, string prefix)
    {
        await using var host = await ApiHost.StartAsync();
        var ann = await host.AsAsync("ann");
        var made = (await ann.PostAsync("/api/keys", new { label = "CI" })).Expect(HttpStatusCode.Created);
        using var program = new HttpClient { BaseAddress = host.Address };
        program.DefaultRequestHeaders.Add(header, prefix + made.Text("key"));

        (await program.GetFromJsonAsync<Me>("/api/me"))!.Name.ShouldBe("ann");
        var listed = (await ann.GetAsync("/api/keys")).Body!.AsArray().Single(k => k!["label"]!.ToString() == "CI")!;
        (await ann.DeleteAsync($"/api/keys/{made.Id()}")).Expect(HttpStatusCode.NoContent);

        listed["key"].ShouldBeNull();
        (await program.GetAsync("/api/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Store.ScalarAsync<long>($"SELECT count(*) FROM api_keys k WHERE k::text LIKE '%{made.Text("key")}%'")).ShouldBe(0);
    }

    [Fact]
    public async Task An_expired_key_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var ann = await host.AsAsync("ann");
        var made = await ann.PostAsync("/api/keys", new { label = "soon over", expiresAt = host.Store.Clock.GetUtcNow().AddHours(1) });
        using var program = new HttpClient { BaseAddress = host.Address };
        program.DefaultRequestHeaders.Add("X-Api-Key", made.Text("key"));
        (await program.GetAsync("/api/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        host.Store.Clock.Advance(TimeSpan.FromHours(2));

        (await program.GetAsync("/api/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Nobody_revokes_the_key_of_another()
    {
        await using var host = await ApiHost.StartAsync();
        var (ann, eve) = (await host.AsAsync("ann"), await host.AsAsync("eve", "admin"));
        var made = await ann.PostAsync("/api/keys", new { label = "mine" });

        (await eve.DeleteAsync($"/api/keys/{made.Id()}")).Expect(HttpStatusCode.NotFound);
    }

    private static ApiClient Browser(ApiHost host) =>
        host.Client(new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), UseCookies = true, AllowAutoRedirect = false }) { BaseAddress = host.Address });
}
