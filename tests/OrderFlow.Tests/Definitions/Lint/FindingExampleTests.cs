using OrderFlow.Engine.Definitions;

namespace OrderFlow.Tests.Definitions.Lint;

public class FindingExampleTests
{
    private static readonly IReadOnlyList<FindingExample> Examples = [.. FindingExamples.All, .. LintExamples.All];

    public static TheoryData<int, string> Numbers
    {
        get
        {
            var numbers = new TheoryData<int, string>();
            foreach (var (i, example) in Examples.Index()) numbers.Add(i, example.Code);
            return numbers;
        }
    }

    public static TheoryData<string> Codes => [.. FindingSamples.All.Select(f => f.Code).Distinct()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_finding_has_an_example(string code) => Examples.ShouldContain(e => e.Code == code);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void An_example_gives_its_finding_alone_at_its_place(int number, string code)
    {
        var example = Examples[number];

        var finding = FindingExample.Check(example.File, example.Context).ShouldHaveSingleItem();

        (finding.Code, finding.ActivityId, finding.Pointer).ShouldBe((code, example.Activity, example.Pointer));
        finding.Message.ShouldNotBeEmpty();
        finding.Fix.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("deadline-without-action", Severity.Warning)]
    [InlineData("action-without-deadline", Severity.Warning)]
    [InlineData("branches-never-meet", Severity.Warning)]
    [InlineData("join-of-one", Severity.Warning)]
    [InlineData("join-ways-exclude", Severity.Error)]
    [InlineData("join-misses-way", Severity.Error)]
    [InlineData("loop-without-exit", Severity.Error)]
    [InlineData("loop-without-wait", Severity.Warning)]
    [InlineData("endless-loop", Severity.Warning)]
    [InlineData("open-port", Severity.Warning)]
    [InlineData("unused-variable", Severity.Warning)]
    [InlineData("variable-never-set", Severity.Warning)]
    public void Only_what_is_certain_to_fail_refuses_to_publish(string code, Severity severity) =>
        Examples.Where(e => e.Code == code).SelectMany(e => FindingExample.Check(e.File, e.Context)).ShouldAllBe(f => f.Severity == severity);
}
