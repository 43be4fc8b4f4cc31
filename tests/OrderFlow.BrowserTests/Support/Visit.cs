using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace OrderFlow.BrowserTests.Support;

/// <summary>A person at a browser who has signed in. Notes whatever a browser complains about, and what goes elsewhere.</summary>
public sealed class Visit
{
    private readonly ConcurrentBag<string> complaints = [];

    private Visit(IPage page, Uri address)
    {
        Page = page;
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && !address.IsBaseOf(new Uri(request.Url))) complaints.Add($"asked elsewhere: {request.Url}");
        };
        page.PageError += (_, error) => complaints.Add($"script failed: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add($"console: {message.Text}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 500) complaints.Add($"{response.Status}: {response.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>The page inside the frame of the designer.</summary>
    public IFrameLocator Studio => Page.FrameLocator("iframe.studio");

    /// <summary>What went wrong on the way.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    /// <param name="name">Of the demo's people.</param>
    /// <param name="width">Of the window; 390 is a phone.</param>
    public static async Task<Visit> BeginAsync(Workplace workplace, string name, int width = 1366)
    {
        var page = await workplace.OpenAsync();
        await page.SetViewportSizeAsync(width, 844);
        var visit = new Visit(page, workplace.Address);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", "orderflow-demo");
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync("**/workflows");
        return visit;
    }

    /// <summary>Starts a contract through the API, as the person who is signed in.</summary>
    /// <returns>Id of the instance.</returns>
    public async Task<string> StartContractAsync(string number)
    {
        var answer = await Page.APIRequest.PostAsync("/api/instances", new APIRequestContextOptions
        {
            // As text: an object's names would be written with a small letter.
            Data = $$$"""
                {"definitionId":"contract-approval","input":{"ContractNumber":"{{{number}}}","Title":"2,000 lamps","Customer":"Yamada","Amount":600000,"Currency":"CNY","ClauseDeviates":false,"Owner":"mia"}}
                """,
            Headers = [KeyValuePair.Create("Content-Type", "application/json")],
        });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
        return (await answer.JsonAsync())!.Value.GetProperty("id").GetString()!;
    }

    /// <returns>How an instance stands, and on which version.</returns>
    public async Task<(string Status, int Version)> StateAsync(string instance)
    {
        var answer = await Page.APIRequest.GetAsync($"/api/instances/{instance}");
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
        var body = (await answer.JsonAsync())!.Value.GetProperty("instance");
        return (body.GetProperty("status").GetString()!, body.GetProperty("version").GetInt32());
    }

    /// <summary>Presses the button that changes the language.</summary>
    public async Task SpeakEnglishAsync()
    {
        await Page.GetByText("EN", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(Page.GetByText("中文", new() { Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Keeps what is seen as a picture, for the README: in the folder that ORDERFLOW_PICTURES names, and not at all without it.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("ORDERFLOW_PICTURES") is not { Length: > 0 } folder) return;
        await Page.Mouse.MoveAsync(0, 0);
        // What flies in has landed.
        await Page.WaitForTimeoutAsync(1_500);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }

    /// <summary>Nothing sticks out of the window at its side.</summary>
    public async Task<bool> FitsAsync() => await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth");
}
