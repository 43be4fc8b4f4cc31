using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Tests.Approvals;

/// <summary>What is wrong with the inputs of an approval is found before it is published.</summary>
public class ApprovalInputRulesTests
{
    [Theory]
    [InlineData("bad-assignee", "/assignees", """ "assignees":["boss:ann"] """)]
    [InlineData("bad-assignee", "/assignees", """ "assignees":{"expression":{"type":"Object","value":"[{\"kind\":\"manager\",\"levels\":0}]"}} """)]
    [InlineData("bad-assignee", "/copyTo", """ "copyTo":["boss:ann"] """)]
    [InlineData("missing-input", "", """ "onRefusal":"Return" """)]
    [InlineData("missing-input", "", """ "whenEmpty":"Assign" """)]
    [InlineData("missing-input", "", """ "whenEmpty":"Approve" """)]
    [InlineData("missing-input", "", """ "onRefusal":"Return","returnTo":"Initiator" """)]
    [InlineData("missing-input", "", """ "ladder":[{"after":"01:00:00"}] """)]
    [InlineData("unknown-activity", "/returnTo", """ "onRefusal":"Return","returnTo":"gone" """)]
    [InlineData("unknown-activity", "/initiatorStep", """ "initiatorStep":"gone" """)]
    [InlineData("unknown-activity", "/exclude", """ "exclude":["activity:gone"] """)]
    [InlineData("wrong-input-type", "/passShare", """ "mode":"Vote","passShare":"120" """)]
    [InlineData("wrong-input-type", "/passShare", """ "mode":"Vote","passShare":0 """)]
    [InlineData("wrong-input-type", "/quorum", """ "mode":"Vote","quorum":-2 """)]
    [InlineData("bad-step", "/ladder", """ "due":"P1D","ladder":[{"after":"01:00:00"},{"action":"Shout"}] """)]
    [InlineData("bad-step", "/ladder", """ "due":"P1D","ladder":"[{\"action\":\"Outcome\",\"outcome\":\"Maybe\"}]" """)]
    [InlineData("not-offered", "/mode", """ "mode":"Most" """)]
    [InlineData("not-offered", "/whenInitiator", """ "whenInitiator":"Ignore" """)]
    public void A_bad_value_is_found_at_its_place(string code, string member, string inputs)
    {
        var finding = Check(inputs).ShouldHaveSingleItem();

        (finding.Code, finding.Pointer).ShouldBe((code, "/root/activities/0" + member));
        finding.Fix.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(""" "assignees":["initiator","head:sales",{"kind":"manager","levels":2,"each":true},"ann"] """)]
    [InlineData(""" "assignees":{"expression":{"type":"JavaScript","value":"['user:' + getInput('X')]"}} """)]
    [InlineData(""" "onRefusal":"Return","returnTo":"Previous","afterReturn":"StraightBack" """)]
    [InlineData(""" "onRefusal":"Return","returnTo":"other" """)]
    [InlineData(""" "exclude":["initiator","activity:other","user:ann"] """)]
    [InlineData(""" "mode":"Vote","passShare":"66.7","quorum":3 """)]
    [InlineData(""" "due":"P1D","outcomes":["Yes","No"],"ladder":[{"before":"01:00:00"},{"after":"P1D","action":"Escalate","to":["manager"],"every":"P1D","atMost":3},{"after":"P3D","action":"Outcome","outcome":"No"}] """)]
    public void What_can_be_carried_out_is_not_complained_of(string inputs) => Check(inputs).ShouldBeEmpty();

    private static List<Finding> Check(string inputs)
    {
        var roles = inputs.Contains("\"assignees\"", StringComparison.Ordinal) ? "" : "\"roles\":[\"sales\"],";
        var file = $$$"""
            {"name":"X","inputs":[{"name":"X","type":"String"}],"root":{"id":"r","type":"Elsa.Flowchart","activities":[
            {"id":"a","type":"OrderFlow.ApprovalTask",{{{roles}}}{{{inputs}}}},{"id":"b","name":"other","type":"Elsa.WriteLine"}],"connections":[]}}
            """;
        var read = DefinitionReader.Read(file, KnownActivities.Registry);
        read.Findings.ShouldBeEmpty();
        return [.. DefinitionValidator.Validate(read.Definition!, KnownActivities.Registry, new ValidationContext()).Where(f => f is { ActivityId: "a", Severity: Severity.Error })];
    }
}
