using OrderFlow.Engine.Definitions;
using static OrderFlow.Tests.Definitions.Lint.FindingExample;

namespace OrderFlow.Tests.Definitions.Lint;

/// <summary>The smallest file for every finding of reading, of declarations, activities, connections and other workflows.</summary>
internal static class FindingExamples
{
    private const string Line = """{"id":"a","type":"Elsa.WriteLine"}""";
    private const string Other = """{"id":"b","type":"Elsa.WriteLine"}""";
    private const string First = "/root/activities/0";

    public static IEnumerable<FindingExample> All =>
    [
        new("too-large", new byte[DefinitionReader.LargestDocument + 1], null, ""),
        new("empty-file", " ", null, ""),
        new("not-json", "{", null, ""),
        new("not-utf8", [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\",\"root\":{}}"u8], null, ""),
        new("too-deep", string.Concat(Enumerable.Repeat("[", 101)) + string.Concat(Enumerable.Repeat("]", 101)), null, ""),
        new("half-character", Chart(Line).Replace("\"X\"", "\"\\ud800\"", StringComparison.Ordinal), null, "/name"),
        new("duplicate-member", """{"name":"a","name":"b","root":{}}""", null, "/name"),
        new("not-an-object", "[]", null, ""),
        new("elsa-2", """{"name":"old","activities":[],"connections":[]}""", null, ""),
        new("no-root", """{"name":"X"}""", null, "/root"),
        new("wrong-type", Chart(Line, more: "\"version\":\"first\","), null, "/version"),
        new("too-long", Chart(Line).Replace("\"X\"", $"\"{new string('x', 251)}\"", StringComparison.Ordinal), null, "/name"),
        new("no-name", Chart(Line).Replace("\"X\"", "\"\"", StringComparison.Ordinal), null, "/name"),
        new("duplicate-name", Chart(Line, more: """ "inputs":[{"name":"V","type":"String"},{"name":"V","type":"String"}],"""), null, "/inputs/1/name"),
        new("wrong-default", Chart(Line, more: """ "inputs":[{"name":"V","type":"Int32","defaultValue":"many"}],"""), null, "/inputs/0/defaultValue"),
        new("no-id", Chart("""{"type":"Elsa.WriteLine"}"""), "", First + "/id"),
        new("duplicate-id", Chart($"{Line},{Line}"), "a", "/root/activities/1/id"),
        new("unknown-activity-type", Chart("""{"id":"a","type":"Nope.Nope"}"""), "a", First + "/type"),
        new("no-type", Chart("""{"id":"a"}"""), "a", First),
        new("missing-input", Chart("""{"id":"a","type":"Elsa.Event"}"""), "a", First),
        new("not-offered", Chart("""{"id":"a","type":"Elsa.FlowJoin","mode":"WaitSome"}"""), "a", First + "/mode"),
        new("not-offered", Chart("""{"id":"a","type":"OrderFlow.ApprovalTask","roles":"sales","due":"P1D","onTimeout":"Outcome","timeoutOutcome":"Maybe"}"""), "a", First + "/timeoutOutcome"),
        new("bad-assignee", Chart(Task("\"assignees\":[\"role:sales\",\"boss:ann\"]")), "a", First + "/assignees"),
        new("bad-assignee", Chart(Task(""" "assignees":[{"kind":"manager","levels":0}]""")), "a", First + "/assignees"),
        new("bad-step", Chart(Task(""" "roles":"sales","due":"P1D","ladder":[{"after":"01:00:00","action":"Shout"}]""")), "a", First + "/ladder"),
        new("unknown-activity", Chart(Task(""" "roles":"sales","exclude":["activity:gone"]""")), "a", First + "/exclude"),
        new("bad-cron", Chart("""{"id":"a","type":"Elsa.Cron","cronExpression":"every day"}"""), "a", First + "/cronExpression"),
        new("wrong-input-type", Chart("""{"id":"a","type":"Elsa.Delay","timeSpan":"soon"}"""), "a", First + "/timeSpan"),
        new("bad-expression", Chart(Scripted("1 +")), "a", First + "/text"),
        new("unknown-variable", Chart("""{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"Variable","value":"Gone"}}}"""), "a", First + "/text"),
        new("unknown-input", Chart("""{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"Input","value":"Gone"}}}"""), "a", First + "/text"),
        new("unknown-script-variable", Chart(Scripted("variables.Gone")), "a", First + "/text"),
        new("break-outside-loop", Chart("""{"id":"a","type":"Elsa.Break"}"""), "a", First),
        new("dangling-connection", Chart(Line, "a > gone"), "r", "/root/connections/0"),
        new("duplicate-connection", Chart($"{Line},{Other}", "a > b, a > b"), "r", "/root/connections/1"),
        new("half-connection", Chart(Line).Replace("\"connections\":[]", """ "connections":[{"source":{"activity":"a"}}]""", StringComparison.Ordinal), "r", "/root/connections"),
        new("unknown-port", Chart($"{Line},{Other}", "a:Nope > b"), "a", "/root/connections/0"),
        new("unreachable", Chart($"{Line},{Other}"), "b", "/root/activities/1"),
        new("missing-workflow", Chart(Starting("gone")), "a", First) { Context = new ValidationContext { FindDefinition = _ => null } },
        new("workflow-not-checked", Chart(Using("gone")), "a", First) { Context = new ValidationContext { FindDefinition = _ => null, KnowsAll = false } },
        new("workflow-not-usable", Chart(Using("y")), "a", First) { Context = new ValidationContext { FindDefinition = _ => new WorkflowDefinition { DefinitionId = "y", Name = "Y" } } },
        new("workflow-cycle", Chart(Starting("x")), "a", First),
    ];

    private static string Task(string inputs) => $$"""{"id":"a","type":"OrderFlow.ApprovalTask",{{inputs}} }""";

    private static string Scripted(string script) => $$$"""{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"JavaScript","value":"{{{script}}}"} } }""";

    private static string Starting(string workflow) => $$"""{"id":"a","type":"Elsa.ExecuteWorkflow","workflowDefinitionId":"{{workflow}}"}""";

    private static string Using(string workflow) => $$"""{"id":"a","type":"Y","workflowDefinitionId":"{{workflow}}"}""";
}
