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

    private static List<string> Places(string format) => [.. Place().Matches(format).Select(m => m.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Place();
}
