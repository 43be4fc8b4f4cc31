using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Tests.Definitions;

/// <summary>Workflows that use or start others.</summary>
public class DefinitionValidatorChildTests
{
    private const string Child = """{"definitionId":"child","name":"Child","outcomes":["Yes"],"options":{"usableAsActivity":true},"inputs":[{"name":"Order No","type":"Int32"}],"outputs":[{"name":"Total","type":"Int32"}],"root":{"id":"r","type":"Elsa.WriteLine"}}""";

    [Theory]
    [InlineData("", null, null)]
    [InlineData(""" "orderNo":{"expression":{"type":"Literal","value":7}},"total":{"memoryReference":{"id":"v"}} """, null, null)]
    [InlineData(""" "orderNo":{"expression":{"type":"Literal","value":"seven"}} """, "wrong-input-type", "/root/orderNo")]
    [InlineData(""" "orderNo":{"expression":{"type":"JavaScript","value":"1 +"}} """, "bad-expression", "/root/orderNo")]
    [InlineData(""" "orderNo":{"expression":{"type":"Variable","value":"Gone"}} """, "unknown-variable", "/root/orderNo")]
    [InlineData(""" "orderNo":{"expression":{"type":"JavaScript","value":"variables.Gone"}} """, "unknown-script-variable", "/root/orderNo")]
    [InlineData(""" "total":{"typeName":"Int32","memoryReference":{"id":"gone"}} """, "unknown-variable", "/root/total")]
    public void A_workflow_used_as_an_activity_is_checked_like_any_activity(string members, string? code, string? pointer)
    {
        var findings = Validate(Using("child", members), Child);

        findings.Select(f => f.Code).ShouldBe(code is null ? [] : [code]);
        findings.Select(f => f.Pointer).ShouldBe(pointer is null ? [] : [pointer]);
    }

    [Fact]
    public void A_workflow_that_does_not_allow_it_is_no_activity() =>
        Validate(Using("child"), Child.Replace("true", "false", StringComparison.Ordinal)).ShouldHaveSingleItem().Code.ShouldBe("workflow-not-usable");

    [Fact]
    public void What_is_not_among_the_files_may_be_there_all_the_same()
    {
        var finding = DefinitionValidator.Validate(Read(Using("elsewhere")), KnownActivities.Registry, new ValidationContext { FindDefinition = _ => null, KnowsAll = false }).ShouldHaveSingleItem();

        (finding.Code, finding.Severity).ShouldBe(("workflow-not-checked", Severity.Warning));
    }

    [Fact]
    public void The_version_that_a_parent_names_says_what_outcomes_there_are()
    {
        var chart = Parent("""{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"u","type":"Child","workflowDefinitionId":"child","workflowDefinitionVersionId":"v1"},{"id":"l","type":"Elsa.WriteLine"}],"connections":[{"source":{"activity":"u","port":"Yes"},"target":{"activity":"l"}}]}""");
        var (old, newest) = (Read(Child), Read(Child.Replace("Yes", "No", StringComparison.Ordinal)));

        DefinitionValidator.Validate(Read(chart), KnownActivities.Registry, new ValidationContext { FindDefinition = _ => newest, FindVersion = id => id == "v1" ? old : null }).ShouldBeEmpty();
        DefinitionValidator.Validate(Read(chart), KnownActivities.Registry, new ValidationContext { FindDefinition = _ => newest }).ShouldHaveSingleItem().Code.ShouldBe("unknown-port");
    }

    [Theory]
    [InlineData("""{"id":"r","type":"Elsa.ExecuteWorkflow","workflowDefinitionId":"parent"}""", Severity.Error)]
    [InlineData("""{"id":"r","type":"Elsa.DispatchWorkflow","workflowDefinitionId":"parent","waitForCompletion":true}""", Severity.Error)]
    [InlineData("""{"id":"r","type":"Elsa.DispatchWorkflow","workflowDefinitionId":"parent"}""", Severity.Warning)]
    public void A_workflow_that_starts_itself_hangs_only_if_it_waits(string root, Severity severity)
    {
        var finding = DefinitionValidator.Validate(Read(Parent(root)), KnownActivities.Registry, new ValidationContext()).ShouldHaveSingleItem();

        (finding.Code, finding.Severity).ShouldBe(("workflow-cycle", severity));
    }

    [Fact]
    public void A_circle_over_several_workflows_is_told_by_their_names()
    {
        var (middle, last) = (Named("middle", "Middle", "last"), Named("last", "Last", "parent"));

        Validate(Using("middle"), middle, last).ShouldHaveSingleItem().Message.ShouldEndWith("starts a circle of workflows: Parent → Middle → Last → Parent.");
    }

    private static string Named(string id, string name, string child) =>
        $$$"""{"definitionId":"{{{id}}}","name":"{{{name}}}","options":{"usableAsActivity":true},"root":{"id":"r","type":"X","workflowDefinitionId":"{{{child}}}"}}""";

    private static string Using(string child, string members = "") =>
        Parent($$"""{"id":"u","name":"Use","type":"Child","workflowDefinitionId":"{{child}}"{{(members.Length > 0 ? "," + members : "")}} }""");

    private static string Parent(string root) =>
        $$"""{"definitionId":"parent","name":"Parent","variables":[{{(root.Contains("\"v\"", StringComparison.Ordinal) ? """{"id":"v","name":"V","typeName":"Int32"}""" : "")}}],"root":{{root}} }""";

    private static IReadOnlyList<Finding> Validate(string parent, params string[] others)
    {
        var known = others.Select(Read).ToDictionary(d => d.DefinitionId!);
        return DefinitionValidator.Validate(Read(parent), KnownActivities.Registry, new ValidationContext { FindDefinition = known.GetValueOrDefault });
    }

    private static WorkflowDefinition Read(string json) => DefinitionReader.Read(json, KnownActivities.Registry).Definition.ShouldNotBeNull();
}
