using System.Globalization;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Definitions.Lint;

namespace OrderFlow.Tests.Definitions;

public sealed class FindingTextsTests
{
    public static TheoryData<string> Codes => [.. FindingSamples.All.Select(f => f.Code).Distinct()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_finding_is_said_in_Chinese(string code)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        foreach (var finding in FindingSamples.All.Where(f => f.Code == code))
            foreach (var text in new[] { FindingTexts.Message(finding), FindingTexts.Fix(finding) }) text.ShouldContain(c => c >= '\u4E00' && c <= '\u9FFF');
    }

    [Fact]
    public void Names_of_inputs_and_kinds_of_declarations_are_said_in_Chinese_too()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

        FindingTexts.Message(LintFindings.ActionWithoutDeadline(FindingSamples.Activity, "RemindBefore")).ShouldContain("到期前提醒");
        FindingTexts.Message(Findings.DuplicateName("/variables/1", "variable", "V")).ShouldBe("有多个名为“V”的变量。");
    }
}
