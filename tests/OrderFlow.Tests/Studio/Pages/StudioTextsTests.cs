using System.Text.Json;
using System.Text.RegularExpressions;
using OrderFlow.Tests.Replay;

namespace OrderFlow.Tests.Studio.Pages;

public sealed partial class StudioTextsTests
{
    private static readonly string Root = Path.GetDirectoryName(Above.Find("OrderFlow.sln"))!;

    private static readonly Dictionary<string, string> Chinese =
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Root, "src/OrderFlow/wwwroot/designer/texts.zh-CN.json")))!;

    // Every text that Studio 3.8.2 looks up to be translated.
    private static readonly string[] Texts = File.ReadAllLines(Path.Combine(Root, "tests/OrderFlow.Tests/Studio/Pages/studio-texts.txt"));

    [Fact]
    public void Every_text_of_Studio_has_a_translation()
    {
        Texts.Length.ShouldBe(431);
        Texts.Where(t => !Chinese.TryGetValue(t, out var other) || !Han().IsMatch(other)).ShouldBeEmpty();
    }

    [Fact]
    public void Translations_have_the_values_of_their_originals()
    {
        foreach (var (english, chinese) in Chinese)
            Value().Matches(chinese).Select(m => m.Value).Order(StringComparer.Ordinal).ShouldBe(Value().Matches(english).Select(m => m.Value).Order(StringComparer.Ordinal), english);
    }

    [Theory]
    [InlineData("Publish", "发布")]
    [InlineData("Unpublish", "撤回")]
    [InlineData("Draft", "草稿")]
    [InlineData("Workflow instances", "流程实例")]
    public void The_words_are_those_of_our_own_pages(string english, string chinese) => Chinese[english].ShouldBe(chinese);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
