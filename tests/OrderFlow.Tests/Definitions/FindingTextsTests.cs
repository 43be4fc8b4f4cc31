using System.Globalization;
using System.Reflection;
using System.Text.Json;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Tests.Definitions;

public sealed class FindingTextsTests
{
    private static readonly ActivityDefinition Activity = new() { Id = "a1", Type = "Elsa.WriteLine" };

    public static TheoryData<string> Kinds => [.. typeof(Findings).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_finding_is_said_in_Chinese(string kind)
    {
        var method = typeof(Findings).GetMethod(kind)!;
        var finding = (Finding)method.Invoke(null, [.. method.GetParameters().Select(Sample)])!;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

        foreach (var text in new[] { FindingTexts.Message(finding), FindingTexts.Fix(finding) }) text.ShouldContain(c => c >= '\u4E00' && c <= '\u9FFF');
    }

    private static object? Sample(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "name",
        var type when type == typeof(int) => 7,
        var type when type == typeof(ActivityDefinition) => Activity,
        var type when type == typeof(Connection) => new Connection("a1", "Done", "a2", "In"),
        var type when type == typeof(Dictionary<string, ActivityDefinition>) => new Dictionary<string, ActivityDefinition> { ["a1"] = Activity },
        var type when type == typeof(JsonException) => new JsonException("spoilt"),
        var type when type == typeof(IReadOnlyList<string>) => new[] { "one", "two" },
        var type when type == typeof(IReadOnlySet<string>) => new HashSet<string> { "one", "two" },
        var type => throw new InvalidOperationException($"Expected a sample of {type.Name} here."),
    };
}
