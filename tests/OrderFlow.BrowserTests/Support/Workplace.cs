using Microsoft.Playwright;
using OrderFlow.Tests.Support;

namespace OrderFlow.BrowserTests.Support;

/// <summary>The running product with its own data, and a browser to look at it; one for all browser tests.</summary>
public sealed class Workplace : IAsyncLifetime, IAsyncDisposable
{
    // In milliseconds. A machine that is busy with other things is slow, and nothing else: what never comes fails all the same.
    private const float Patience = 60_000;

    private readonly TemporaryFolder folder = new();
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;
    private HostProcess host = null!;

    /// <summary>Where the product answers.</summary>
    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience / 2);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = await Chromium.FindAsync(playwright),
            // Chromium cannot build its sandbox as root, and refuses to start.
            Args = Environment.IsPrivilegedProcess ? ["--no-sandbox", "--disable-dev-shm-usage"] : ["--disable-dev-shm-usage"],
        });
        (host, var client) = await HostProcess.StartAsync($"--Postgres:Data={folder.Data}", "--Demo:Enabled=true");
        Address = client.BaseAddress!;
        client.Dispose();
    }

    /// <summary>A page of a new visitor: no cookies of other tests.</summary>
    public async Task<IPage> OpenAsync()
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = Address.ToString() });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        await folder.DisposeAsync();
    }
}
