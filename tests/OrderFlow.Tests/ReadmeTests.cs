using System.Diagnostics;
using System.Text.RegularExpressions;
using OrderFlow.Tests.Replay;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests;

/// <summary>What the README tells people to run.</summary>
public partial class ReadmeTests
{
    [Fact]
    public async Task C1_The_contract_script_takes_a_contract_from_start_to_archive()
    {
        await using var folder = new TemporaryFolder();
        var script = Path.Combine(folder.Path, "contract.mjs");
        await File.WriteAllTextAsync(script, Script().Match(await File.ReadAllTextAsync(Above.Find("README.md")!)).Groups[1].Value);
        await using var database = await TestPostgres.CreateAsync();
        var (host, client) = await HostProcess.StartAsync($"--ConnectionStrings:OrderFlow={database.ConnectionString}", "--Demo:Enabled=true");
        await using var _ = host;

        using var node = Process.Start(new ProcessStartInfo("node", [script, client.BaseAddress!.ToString().TrimEnd('/')]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = node.StandardOutput.ReadToEndAsync();
        var error = node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();

        (await error).ShouldBeEmpty();
        (await output).TrimEnd().ShouldEndWith(": Finished, Archived as A-17");
    }

    [GeneratedRegex(@"^```js\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Script();
}
