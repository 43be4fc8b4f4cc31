using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Tests.Definitions;

public class DefinitionValidatorTests
{
    private const string Line = """{"id":"a","name":"A","type":"Elsa.WriteLine"}""";

    [Theory]
    [InlineData("unknown-activity-type", """[{"id":"a","type":"Nope.Nope"}]""", "[]", "/root/activities/0/type")]
    [InlineData("duplicate-id", """[{"id":"a","type":"Elsa.WriteLine"},{"id":"a","type":"Elsa.WriteLine"}]""", """[{"source":"a","target":"a"}]""", "/root/activities/1/id")]
    [InlineData("dangling-connection", $"[{Line}]", """[{"source":{"activity":"a"},"target":{"activity":"gone"}}]""", "/root/connections/0")]
    [InlineData("duplicate-connection", $$"""[{{Line}},{"id":"b","type":"Elsa.WriteLine"}]""", """[{"source":"a","target":"b"},{"source":"a","target":"b"}]""", "/root/connections/1")]
    [InlineData("unknown-port", $$"""[{{Line}},{"id":"b","type":"Elsa.WriteLine"}]""", """[{"source":{"activity":"a","port":"Nope"},"target":{"activity":"b"}}]""", "/root/connections/0")]
    [InlineData("unreachable", $$"""[{{Line}},{"id":"b","type":"Elsa.WriteLine"}]""", "[]", "/root/activities/1")]
    [InlineData("bad-expression", """[{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"CSharp","value":"1"}}}]""", "[]", "/root/activities/0/text")]
    [InlineData("wrong-input-type", """[{"id":"a","type":"Elsa.Delay","timeSpan":{"expression":{"type":"Literal","value":"soon"}}}]""", "[]", "/root/activities/0/timeSpan")]
    [InlineData("wrong-input-type", """[{"id":"a","type":"Elsa.FlowDecision","condition":{"expression":{"type":"Literal","value":"nonsense"}}}]""", "[]", "/root/activities/0/condition")]
    [InlineData("bad-cron", """[{"id":"a","type":"Elsa.Cron","cronExpression":{"expression":{"type":"Literal","value":"every day"}}}]""", "[]", "/root/activities/0/cronExpression")]
    [InlineData("missing-input", """[{"id":"a","type":"Elsa.Event"}]""", "[]", "/root/activities/0")]
    [InlineData("no-assignee", """[{"id":"a","type":"OrderFlow.ApprovalTask"}]""", "[]", "/root/activities/0")]
    [InlineData("not-offered", """[{"id":"a","type":"Elsa.FlowJoin","mode":{"expression":{"type":"Literal","value":"WaitSome"}}}]""", "[]", "/root/activities/0/mode")]
    [InlineData("unknown-variable", """[{"id":"a","type":"Elsa.SetVariable","variable":{"id":"gone","name":"Gone"},"value":{"expression":{"type":"Literal","value":"1"}}}]""", "[]", "/root/activities/0/variable")]
    [InlineData("unknown-variable", """[{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"Variable","value":"{\"id\":\"gone\",\"name\":\"Gone\"}"}}}]""", "[]", "/root/activities/0/text")]
    [InlineData("unknown-input", """[{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"Input","value":"{\"name\":\"Gone\"}"}}}]""", "[]", "/root/activities/0/text")]
    [InlineData("no-type", """[{"id":"a"}]""", "[]", "/root/activities/0")]
    [InlineData("wrong-input-type", """[{"id":"a","type":"OrderFlow.ApprovalTask","roles":"sales","due":"next week"}]""", "[]", "/root/activities/0/due")]
    [InlineData("wrong-input-type", """[{"id":"a","type":"OrderFlow.ApprovalTask","roles":"sales","remindBefore":["1 hour"]}]""", "[]", "/root/activities/0/remindBefore")]
    [InlineData("wrong-input-type", """[{"id":"a","type":"Elsa.Delay","timeSpan":{"expression":{"type":"Object","value":"{}"}}}]""", "[]", "/root/activities/0/timeSpan")]
    [InlineData("bad-expression", """[{"id":"a","type":"Elsa.FlowSwitch","cases":[{"label":"A","condition":{"type":"Literal","value":true}},{"label":"B","condition":{"type":"JavaScript","value":"1 +"}}]}]""", "[]", "/root/activities/0/cases/1/condition")]
    [InlineData("bad-expression", """[{"id":"a","type":"Elsa.Sequence","activities":[{"id":"i","type":"Elsa.If","then":{"id":"w","type":"Elsa.WriteLine","text":{"expression":{"type":"Liquid","value":"{% if %}"}}}}]}]""", "[]", "/root/activities/0/activities/0/then/text")]
    [InlineData("bad-expression", """[{"id":"a","type":"Elsa.RunJavaScript","script":"return 1 +"}]""", "[]", "/root/activities/0/script")]
    [InlineData("unknown-variable", """[{"id":"a","type":"Elsa.FlowSwitch","cases":[{"label":"A","condition":{"type":"Variable","value":"Gone"}}]}]""", "[]", "/root/activities/0/cases/0/condition")]
    [InlineData("unknown-variable", """[{"id":"a","type":"Elsa.Event","eventName":"e","result":{"typeName":"Object","memoryReference":{"id":"gone"}}}]""", "[]", "/root/activities/0/result")]
    [InlineData("unknown-script-variable", """[{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"JavaScript","value":"variables.Gone + getVariable('Gone')"}}}]""", "[]", "/root/activities/0/text")]
    [InlineData("unknown-script-variable", """[{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"Liquid","value":"{{ Variables.Gone | upcase }}"}}}]""", "[]", "/root/activities/0/text")]
    [InlineData("half-connection", $"[{Line}]", """[{"source":{"activity":"a"}}]""", "/root/connections")]
    [InlineData("dangling-connection", $"[{Line}]", """[{"source":{"activity":"a"}},{"source":"a","target":"gone"}]""", "/root/connections/1")]
    [InlineData("duplicate-name", """[{"id":"a","type":"Elsa.Sequence","variables":[{"name":"V"},{"name":"V"}]}]""", "[]", "/root/activities/0/variables/1/name")]
    [InlineData("wrong-default", """[{"id":"a","type":"Elsa.Sequence","variables":[{"name":"V","typeName":"Int32","value":"many"}]}]""", "[]", "/root/activities/0/variables/0/value")]
    [InlineData("bad-expression", """[{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"Object","value":"{\"a\":"}}}]""", "[]", "/root/activities/0/text")]
    [InlineData("bad-expression", """[{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"Liquid","value":"{{ x"}}}]""", "[]", "/root/activities/0/text")]
    [InlineData("break-outside-loop", """[{"id":"a","type":"Elsa.Break"}]""", "[]", "/root/activities/0")]
    public void What_is_wrong_is_found_with_its_place_and_a_fix(string code, string activities, string connections, string pointer)
    {
        var finding = Validate(activities, connections).First(f => f.Code == code);

        finding.Pointer.ShouldBe(pointer);
        finding.Message.ShouldNotBeEmpty();
        finding.Fix.ShouldNotBeEmpty();
    }

    [Fact]
    public void Outcomes_that_are_no_list_are_found_though_a_connection_asks_for_them() =>
        Validate(
                """[{"id":"a","type":"OrderFlow.ApprovalTask","outcomes":{"expression":{"type":"Literal","value":"[ x"}}},{"id":"b","type":"Elsa.WriteLine"}]""",
                """[{"source":{"activity":"a","port":"Approve"},"target":{"activity":"b"}}]""")
            .ShouldContain(f => f.Code == "wrong-input-type" && f.Pointer == "/root/activities/0/outcomes");

    [Fact]
    public void Everything_wrong_is_found_at_once() =>
        Validate("""[{"id":"a","type":"Nope"},{"id":"b","type":"Elsa.Event"},{"id":"c","type":"Elsa.Delay","timeSpan":{"expression":{"type":"Literal","value":"x"}}}]""", """[{"source":"a","target":"b"},{"source":"b","target":"c"},{"source":"c","target":"d"}]""")
            .Select(f => f.Code).Order().ShouldBe(["dangling-connection", "missing-input", "unknown-activity-type", "wrong-input-type"]);

    [Theory]
    [InlineData("""[{"id":"a","type":"Elsa.RunJavaScript","script":"setVariable('Made', 1); variables.Other = 2"},{"id":"b","type":"Elsa.WriteLine","text":{"expression":{"type":"JavaScript","value":"variables.Made + variables.Other"}}}]""")]
    [InlineData("""[{"id":"a","type":"Elsa.ForEach","body":{"id":"b","type":"Elsa.WriteLine","text":{"expression":{"type":"JavaScript","value":"getVariable('CurrentValue')"}}}}]""")]
    [InlineData("""[{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"JavaScript","value":"const name = 'x'; getVariable(name) ?? variables[name]"}}}]""")]
    [InlineData("""[{"id":"a","type":"Elsa.Sequence","variables":[{"id":"1","name":"Inner"}],"activities":[{"id":"b","type":"Elsa.WriteLine","text":{"expression":{"type":"Liquid","value":"{{ Variables.Inner }}"}}}]}]""")]
    public void A_variable_that_a_script_may_well_find_is_no_finding(string activities) =>
        Validate(activities, "[]").ShouldNotContain(f => f.Code == "unknown-script-variable");

    [Fact]
    public void Findings_come_errors_first_and_then_in_the_order_of_the_document() =>
        Validate("""[{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"JavaScript","value":"variables.Gone"}}},{"id":"b","type":"Elsa.Event"},{"id":"c","type":"Nope"},{"id":"d","type":"Elsa.Event"}]""", """[{"source":"a","target":"b"},{"source":"b","target":"c"},{"source":"c","target":"d"}]""")
            .Select(f => f.Pointer).ShouldBe(["/root/activities/1", "/root/activities/2/type", "/root/activities/3", "/root/activities/0/text"]);

    [Theory]
    [InlineData("Elsa.Delay", "timeSpan", "soon", "'A' has 'soon' for 'TimeSpan', which must be a duration.", "Write a duration such as 00:05:00, 1.02:00:00, PT5M or P2D.")]
    [InlineData("Elsa.FlowDecision", "condition", "maybe", "'A' has 'maybe' for 'Condition', which must be true or false.", "Write true or false.")]
    public void What_is_wrong_is_told_in_words_that_people_use(string type, string input, string value, string message, string fix)
    {
        var finding = Validate($$"""[{"id":"a","name":"A","type":"{{type}}","{{input}}":"{{value}}"}]""", "[]").ShouldHaveSingleItem();

        (finding.Message, finding.Fix, finding.Activity).ShouldBe((message, fix, "A"));
    }

    [Theory]
    [InlineData(""" "variables":[{"name":"V","typeName":"Int32","value":""},{"name":"W","typeName":"DateTime","value":"2026-03-31T09:30:15"},{"name":"L","typeName":"String","isArray":true,"value":"[\"a\"]"}] """, null)]
    [InlineData(""" "variables":[{"name":"V","typeName":"Int32"},{"name":"W","typeName":"Boolean","value":"maybe"}] """, "/variables/1/value")]
    [InlineData(""" "inputs":[{"name":"V","type":"Int32","defaultValue":"many"}] """, "/inputs/0/defaultValue")]
    [InlineData(""" "inputs":[{"name":"V","type":"Int32"},{"name":"V","type":"String"}] """, "/inputs/1/name")]
    [InlineData(""" "outputs":[{"name":"V","type":"Int32"},{"name":"V","type":"String"}] """, "/outputs/1/name")]
    public void Declarations_are_checked_with_their_defaults(string declared, string? pointer) =>
        DefinitionValidator.Validate(Read($$"""{"name":"X",{{declared}},"root":{"id":"r","type":"Elsa.WriteLine"} }"""), KnownActivities.Registry, new ValidationContext())
            .Where(f => f.Code != "unused-variable").Select(f => f.Pointer).ShouldBe(pointer is null ? [] : [pointer]);

    [Fact]
    public void Ten_thousand_activities_are_checked_and_their_ways_found_in_seconds()
    {
        const int Count = 10_000;
        var activities = Enumerable.Range(0, Count).Select(i => $$$"""{"id":"n{{{i}}}","type":"Elsa.WriteLine","text":{"expression":{"type":"JavaScript","value":"getVariable('V') + {{{i}}}"} } }""");
        var connections = Enumerable.Range(1, Count - 1).SelectMany(i => new[] { $$"""{"source":"n{{i - 1}}","target":"n{{i}}"}""", $$"""{"source":"n{{i}}","target":"n{{i / 2}}"}""" });
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var definition = Read(Chart($"[{string.Join(',', activities)}]", $"[{string.Join(',', connections)}]"));
        var findings = DefinitionValidator.Validate(definition, KnownActivities.Registry, new ValidationContext());
        CompiledWorkflow.Compile(definition, KnownActivities.Registry).Workflow.Port("Root")!.GraphFrom("n0").IsJoin(Count - 1).ShouldBeFalse();

        findings.Count(f => f.Code == "unknown-script-variable").ShouldBe(Count);
        // Some three seconds on a slow machine; with a square in it, minutes.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_circle_of_workflows_is_found()
    {
        var a = Read(Starting("a", "b"));
        var b = Read(Starting("b", "a"));

        var findings = DefinitionValidator.Validate(a, KnownActivities.Registry, new ValidationContext { FindDefinition = id => id == "b" ? b : null });

        findings.ShouldHaveSingleItem().Code.ShouldBe("workflow-cycle");
    }

    [Fact]
    public void A_workflow_that_is_not_there_is_found() =>
        DefinitionValidator.Validate(Read(Starting("a", "gone")), KnownActivities.Registry, new ValidationContext { FindDefinition = _ => null })
            .ShouldHaveSingleItem().Code.ShouldBe("missing-workflow");

    [Theory]
    [InlineData("", "empty-file")]
    [InlineData("{", "not-json")]
    [InlineData("[]", "not-an-object")]
    [InlineData("{}", "no-root")]
    [InlineData("""{"root":1}""", "no-root")]
    [InlineData("""{"name":"a","name":"b","root":{}}""", "duplicate-member")]
    [InlineData("""{"name":"old","activities":[],"connections":[]}""", "elsa-2")]
    public void A_file_that_is_no_definition_is_a_finding(string json, string code) =>
        DefinitionReader.Read(json, KnownActivities.Registry).Findings.ShouldContain(f => f.Code == code);

    [Fact]
    public void Bytes_that_are_not_utf8_are_a_finding() =>
        DefinitionReader.Read([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\",\"root\":{}}"u8], KnownActivities.Registry).Findings.ShouldHaveSingleItem().Code.ShouldBe("not-utf8");

    [Fact]
    public void Nesting_beyond_the_limit_is_a_finding() =>
        DefinitionReader.Read(string.Concat(Enumerable.Repeat("[", 5_000)), KnownActivities.Registry).Findings.ShouldHaveSingleItem().Code.ShouldBe("not-json");

    [Theory]
    [InlineData("""{"source":{"activity":"a","port":"True"},"target":{"activity":"b","port":"In"}}""")]
    [InlineData("""{"Source":{"Activity":"a","Port":"True"},"Target":{"Activity":"b"}}""")]
    [InlineData("""{"source":"a","target":"b","sourcePort":"True","targetPort":"In"}""")]
    public void A_connection_is_read_in_every_spelling(string connection) =>
        Read(Chart($"[{Line},{Line}]", $"[{connection}]")).Root.Connections.ShouldHaveSingleItem().ShouldBe(new Connection("a", "True", "b", "In"));

    [Fact]
    public void The_hash_ignores_order_and_the_servers_own_members()
    {
        var one = (JsonObject)JsonNode.Parse("""{"id":"1","version":1,"name":"n","root":{"id":"r","type":"Elsa.Flowchart"}}""")!;
        var other = (JsonObject)JsonNode.Parse("""{"root":{"type":"Elsa.Flowchart","id":"r"},"name":"n","id":"2","version":7,"isPublished":true}""")!;
        var changed = (JsonObject)JsonNode.Parse("""{"root":{"type":"Elsa.Flowchart","id":"s"},"name":"n"}""")!;

        DefinitionHash.Of(one).ShouldBe(DefinitionHash.Of(other));
        DefinitionHash.Of(one).ShouldNotBe(DefinitionHash.Of(changed));
    }

    private static IReadOnlyList<Finding> Validate(string activities, string connections)
    {
        var read = DefinitionReader.Read(Chart(activities, connections), KnownActivities.Registry);
        read.Findings.ShouldBeEmpty();
        return DefinitionValidator.Validate(read.Definition!, KnownActivities.Registry, new ValidationContext());
    }

    private static WorkflowDefinition Read(string json) => DefinitionReader.Read(json, KnownActivities.Registry).Definition.ShouldNotBeNull();

    private static string Chart(string activities, string connections) =>
        $$"""{"definitionId":"x","name":"X","root":{"id":"r","type":"Elsa.Flowchart","activities":{{activities}},"connections":{{connections}} } }""";

    private static string Starting(string id, string child) =>
        $$$"""{"definitionId":"{{{id}}}","name":"{{{id}}}","root":{"id":"r","type":"Elsa.ExecuteWorkflow","workflowDefinitionId":{"expression":{"type":"Literal","value":"{{{child}}}" } } } }""";
}
