using System.Text.RegularExpressions;
using System.Xml.Linq;
using OrderFlow.Definitions;
using OrderFlow.Instances;
using OrderFlow.People;
using OrderFlow.Tests.Replay;

namespace OrderFlow.Tests.Ui;

public sealed partial class WordsTests
{
    private static readonly string Source = Path.Combine(Path.GetDirectoryName(Above.Find("OrderFlow.sln"))!, "src", "OrderFlow");

    [Fact]
    public void Chinese_and_English_have_the_same_texts_with_the_same_values()
    {
        var (english, chinese) = (Read("Words.resx"), Read("Words.zh-Hans.resx"));

        chinese.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        foreach (var (key, text) in english) Values(chinese[key]).ShouldBe(Values(text), key);
        chinese.Where(t => t.Value.Trim().Length == 0).ShouldBeEmpty();
    }

    [Fact]
    public void Every_text_that_a_page_says_is_there_and_none_is_left_over()
    {
        var known = Read("Words.resx").Keys.ToHashSet();
        var said = Files().SelectMany(Said).ToHashSet();
        var counted = Files().SelectMany(f => Counted().Matches(f).Select(m => m.Groups[1].Value)).Concat(["RetriedDone", "CancelledDone"]);
        string[] named =
        [
            .. Enum.GetNames<WorkflowStage>().Select(n => $"Stage_{n}"), .. Enum.GetNames<InstanceStage>().Select(n => $"Instance_{n}"),
            .. DemoPeople.AllRoles.Select(r => $"Role_{r}"), .. DefinitionTemplates.All.SelectMany(t => new[] { $"Template_{t}", $"TemplateDetail_{t}" }),
        ];

        string[] needed = [.. said, .. counted.SelectMany(c => new[] { c + "One", c + "Many" }), .. named];

        needed.Where(k => !known.Contains(k)).ShouldBeEmpty();
        known.Except(needed).ShouldBeEmpty();
    }

    [Fact]
    public void A_key_in_both_branches_of_a_choice_is_seen_by_this_test() =>
        Said("""Say(files.Exists(f => f.Done) ? "Light" : "Dark", "value") Say("Open") Say(key + "One")""").ShouldBe(["Light", "Dark", "Open"]);

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Source, "*.*", SearchOption.AllDirectories)
            .Where(p => p.EndsWith(".razor", StringComparison.Ordinal) || p.EndsWith(".cs", StringComparison.Ordinal))
            .Where(p => !p.Contains("/obj/", StringComparison.Ordinal) && !p.Contains("/bin/", StringComparison.Ordinal) && !p.Contains("node_modules", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Source, "Ui", "Resources", file)).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static IEnumerable<string> Values(string text) => Placeholder().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal).Distinct();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();

    // The texts in the first argument of each Say: one, or those that it chooses from.
    private static IEnumerable<string> Said(string file)
    {
        foreach (Match call in Call().Matches(file))
        {
            var (end, depth) = (call.Index + call.Length, 0);
            while (end < file.Length && !(depth == 0 && file[end] is ',' or ')' && depth == 0)) depth += file[end++] switch { '(' => 1, ')' => -1, _ => 0 };
            foreach (Match key in Key().Matches(file[(call.Index + call.Length)..end])) yield return key.Groups[1].Value;
        }
    }

    [GeneratedRegex(@"\bSay\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"(?<!\+ )""(\w+)""")]
    private static partial Regex Key();

    [GeneratedRegex(@"(?:\bCount\(|Spoken\.Count\()""(\w+)""")]
    private static partial Regex Counted();
}
