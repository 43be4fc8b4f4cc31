using System.Diagnostics;
using Microsoft.Playwright;

namespace OrderFlow.BrowserTests.Support;

/// <summary>
/// A Chromium that is there, or that can be had: the one that <c>CHROME</c> names, the system's, Playwright's own, Debian's
/// package when root runs the tests, else a download by Playwright.
/// </summary>
internal static class Chromium
{
    private static readonly string[] SystemPaths =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    /// <returns>Path of the program.</returns>
    internal static async Task<string> FindAsync(IPlaywright playwright)
    {
        if (Environment.GetEnvironmentVariable("CHROME") is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new FileNotFoundException($"CHROME names '{named}', which is not there.");
        if (Installed(playwright) is { } found)
            return found;

        var said = File.Exists("/usr/bin/apt-get") && Environment.IsPrivilegedProcess ? await InstallPackageAsync() : "";
        if (Installed(playwright) is null && Microsoft.Playwright.Program.Main(["install", "chromium"]) != 0)
            said += "\n'playwright install chromium' failed too; its words are above.";
        return Installed(playwright)
            ?? throw new InvalidOperationException(
                $"The browser tests need Chromium: install it (Debian: apt-get install chromium fonts-noto-cjk), or name it with CHROME.\n{said}");
    }

    private static string? Installed(IPlaywright playwright) =>
        SystemPaths.Append(playwright.Chromium.ExecutablePath).FirstOrDefault(File.Exists);

    private static async Task<string> InstallPackageAsync()
    {
        var update = await AptAsync("update");
        // The fonts draw the Chinese half of the workplace.
        return update + await AptAsync("install", "--yes", "--no-install-recommends", "chromium", "fonts-noto-cjk");
    }

    private static async Task<string> AptAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("apt-get", ["-qq", "-o", "DPkg::Lock::Timeout=300", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : $"apt-get {arguments[0]} failed: {string.Concat(said).Trim()}\n";
    }
}
