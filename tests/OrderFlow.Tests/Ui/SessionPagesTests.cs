using System.Net;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Ui;

public sealed class SessionPagesTests
{
    private const string Password = "a long one";

    [Fact]
    public async Task A_page_leads_who_is_not_signed_in_to_the_sign_in_and_back()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("ann", Password);
        using var browser = new Browser(host.Address);

        var led = await browser.GetAsync("/instances?state=held");
        led.Headers.Location!.ToString().ShouldBe("/sign-in?return=%2Finstances%3Fstate%3Dheld");
        (await browser.GetAsync(led.Headers.Location.ToString())).StatusCode.ShouldBe(HttpStatusCode.OK);
        var signedIn = await browser.PostAsync("/sign-in", ("name", "ann"), ("password", Password), ("return", "/instances?state=held"));

        signedIn.Headers.Location!.ToString().ShouldBe("/instances?state=held");
        (await browser.GetAsync("/instances?state=held")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_led_to_another_site(string elsewhere)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("ann", Password);
        using var browser = new Browser(host.Address);

        (await browser.PostAsync("/sign-in", ("name", "ann"), ("password", Password), ("return", elsewhere))).Headers.Location!.ToString().ShouldBe("/");
    }

    [Fact]
    public async Task A_wrong_password_says_so_in_the_form_and_keeps_the_name()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("ann", Password);
        using var browser = new Browser(host.Address);

        var refused = await browser.PostAsync("/sign-in", ("name", "ann\"><script>"), ("password", "no"));

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        page.ShouldContain("role=\"alert\"");
        (await refused.Content.ReadAsStringAsync()).ShouldNotContain("<script>");
    }

    [Fact]
    public async Task Another_site_cannot_sign_anybody_in_or_out()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("ann", Password);
        using var browser = new Browser(host.Address) { Site = "cross-site" };

        (await browser.PostAsync("/sign-in", ("name", "ann"), ("password", Password))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.PostAsync("/sign-out")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_language_of_a_user_is_kept_and_stands_before_the_browsers()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("ann", Password);
        using var browser = new Browser(host.Address) { Language = "en" };
        await browser.PostAsync("/sign-in", ("name", "ann"), ("password", Password));

        var chosen = await browser.PostAsync("/preferences", ("language", "zh-CN"), ("return", "/workflows"));

        chosen.Headers.Location!.ToString().ShouldBe("/workflows");
        (await (await browser.GetAsync("/workflows")).Content.ReadAsStringAsync()).ShouldContain("lang=\"zh-CN\"");
        (await browser.PostAsync("/preferences", ("language", "klingon"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await (await browser.GetAsync("/workflows")).Content.ReadAsStringAsync()).ShouldContain("lang=\"zh-CN\"");
    }

    [Fact]
    public async Task Who_has_chosen_no_language_is_spoken_to_in_Chinese()
    {
        await using var host = await ApiHost.StartAsync();
        using var browser = new Browser(host.Address);

        (await (await browser.GetAsync("/sign-in")).Content.ReadAsStringAsync()).ShouldContain("lang=\"zh-CN\"");
    }

    [Theory]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/workflows", HttpStatusCode.OK)]
    [InlineData("/instances", HttpStatusCode.OK)]
    [InlineData("/no/such/page", HttpStatusCode.NotFound)]
    public async Task Every_page_of_ours_forbids_scripts_in_it_and_frames_of_other_sites(string path, HttpStatusCode status)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddUserAsync("ann", Password);
        using var browser = new Browser(host.Address);
        await browser.PostAsync("/sign-in", ("name", "ann"), ("password", Password));

        var page = await browser.GetAsync(path);

        page.StatusCode.ShouldBe(status);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var policy = page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'self'; script-src 'self';");
        policy.ShouldContain("frame-ancestors 'self'");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await page.Content.ReadAsStringAsync()).ShouldNotContain("<script>");
    }

    [Fact]
    public async Task A_program_is_never_led_to_a_page()
    {
        await using var host = await ApiHost.StartAsync();

        var answer = await host.Anonymous.GetAsync("/api/me");

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Text("code").ShouldBe("not-signed-in");
    }
}
