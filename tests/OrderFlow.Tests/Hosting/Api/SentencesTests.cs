using System.Collections;
using System.Globalization;
using System.Net;
using System.Resources;
using System.Text.RegularExpressions;
using OrderFlow.Hosting.Api;
using OrderFlow.Tests.Api;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Hosting.Api;

public sealed partial class SentencesTests
{
    [Fact]
    public async Task What_the_door_refuses_is_said_in_the_callers_language()
    {
        await using var host = await ApiHost.StartAsync();
        var scene = await ApiScene.SetAsync(host);
        var (outsider, assignee) = (await host.AsAsync("eve"), scene.Assignee);
        foreach (var caller in new[] { outsider, assignee, scene.Admin }) caller.Http.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");
        var complete = scene.Fill("/api/tasks/@task/complete");

        (await assignee.PostAsync(complete, new { outcome = "Perhaps" })).Expect(HttpStatusCode.UnprocessableEntity).Detail.ShouldContain("没有结果“Perhaps”");
        (await outsider.PostAsync(complete, new { outcome = "Approve" })).Expect(HttpStatusCode.Forbidden).Detail.ShouldStartWith("“eve”不在");
        (await assignee.PostAsync(complete, new { outcome = "Approve", revision = 77 })).Expect(HttpStatusCode.Conflict).Detail.ShouldContain("自版本 77 之后已变更");
        (await scene.Admin.PostAsync(scene.Fill("/api/instances/@instance/resume"))).Expect(HttpStatusCode.Conflict).Detail.ShouldContain("未被挂起");
        (await scene.Admin.PostAsync($"/api/instances/{Guid.Empty}/cancel")).Expect(HttpStatusCode.NotFound).Detail.ShouldStartWith("没有实例");
    }

    [Fact]
    public void A_sentence_without_a_translation_stays_English() => Sentences.Of($"No word of '{1}'.").ShouldBe("No word of '1'.");

    [Fact]
    public void Every_translation_says_all_that_the_English_sentence_says()
    {
        var texts = new ResourceManager("OrderFlow.Ui.Resources.Refusals", typeof(Sentences).Assembly);
        var chinese = texts.GetResourceSet(new CultureInfo("zh-Hans"), createIfNotExists: true, tryParents: false)!;

        foreach (DictionaryEntry text in chinese)
            Places((string)text.Value!).ShouldBe(Places((string)text.Key), (string)text.Key);
    }

    /// <summary>What people can bring about with a task is refused in their own language.</summary>
    [Fact]
    public void Every_refusal_of_an_action_on_a_task_is_translated()
    {
        var engine = Path.Combine(Path.GetDirectoryName(Replay.Above.Find("OrderFlow.sln"))!, "src", "OrderFlow.Engine");
        var files = Directory.EnumerateFiles(Path.Combine(engine, "Approvals"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(engine, "Activities"), "*.cs")).Append(Path.Combine(engine, "Execution", "ApprovalStimuli.cs"));
        var texts = new ResourceManager("OrderFlow.Ui.Resources.Refusals", typeof(Sentences).Assembly);
        var chinese = texts.GetResourceSet(new CultureInfo("zh-Hans"), createIfNotExists: true, tryParents: false)!;

        var formats = files.SelectMany(f => RefusalStart().Matches(File.ReadAllText(f)).Select(m => Format(File.ReadAllText(f), m.Index + m.Length))).Distinct().ToList();

        formats.Count.ShouldBeGreaterThan(50);
        formats.Where(f => chinese.GetString(f) is null).ShouldBeEmpty();
    }

    // The format that the compiler makes of an interpolated string: its holes become numbers.
    private static string Format(string source, int at)
    {
        var (format, hole) = (new System.Text.StringBuilder(), 0);
        for (; source[at] != '"'; at++)
        {
            format.Append(source[at]);
            if (source[at] != '{') continue;
            format.Append(hole++);
            var (depth, inText, from) = (0, false, at + 1);
            for (at++; depth > 0 || inText || source[at] != '}'; at++)
            {
                if (source[at] == '"' && source[at - 1] != '\\') inText = !inText;
                if (!inText) depth += source[at] is '(' or '{' or '[' ? 1 : source[at] is ')' or '}' or ']' ? -1 : 0;
            }

            if (FormatOf().Match(source[from..at]) is { Success: true } shape) format.Append(shape.Value);
            format.Append('}');
        }

        return format.ToString();
    }

    [GeneratedRegex(@"new Refused\(\s*Refusal\.\w+,\s*\$""")]
    private static partial Regex RefusalStart();

    [GeneratedRegex(@":[a-zA-Z]\w*$")]
    private static partial Regex FormatOf();

    private static List<string> Places(string format) => [.. Place().Matches(format).Select(m => m.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Place();
}
