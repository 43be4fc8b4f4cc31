using static OrderFlow.Tests.Definitions.Lint.FindingExample;

namespace OrderFlow.Tests.Definitions.Lint;

/// <summary>The smallest workflows for every finding of the linter, some of them within loops, branches and other flowcharts.</summary>
internal static class LintExamples
{
    public const string Line = """{"id":"a","type":"Elsa.WriteLine"}""";
    public const string B = """{"id":"b","type":"Elsa.WriteLine"}""";
    public const string C = """{"id":"c","type":"Elsa.WriteLine"}""";
    public const string Decision = """{"id":"d","type":"Elsa.FlowDecision","condition":{"expression":{"type":"JavaScript","value":"1 > 0"}}}""";
    public const string Fork = """{"id":"f","type":"Elsa.FlowFork","branches":["A","B"]}""";
    public const string Merge = """{"id":"m","type":"Elsa.WriteLine","customProperties":{"mergeMode":"Merge"}}""";
    public const string Converge = """{"id":"m","type":"Elsa.WriteLine","customProperties":{"mergeMode":"Converge"}}""";
    public const string Delay = """{"id":"w","type":"Elsa.Delay","timeSpan":"00:01:00"}""";

    public const string Step = """ "ladder":[{"after":"01:00:00"}],""";

    /// <summary>A refusal of the task sends the flow back.</summary>
    public const string Returns = """ "roles":"sales","onRefusal":"Return","returnTo":"Previous",""";

    private const string First = "/root/activities/0";

    public static IEnumerable<FindingExample> All =>
    [
        .. new[]
        {
            "", "\"users\":\"\",", "\"users\":[],\"roles\":[\" \"],", "\"assignees\":\"[]\",", "\"users\":[\"user:\", \" \"],", "\"assignees\":[\" \"],", "\"assignees\":[\"user:\", \"role: \"],", "\"whenEmpty\":\"Refuse\",",
            """ "roles":{"expression":{"type":"Object","value":"[]"}},""", """ "users":{"expression":{"type":"JavaScript","value":"  "}},""", "\"users\":null,",
        }.Select(who => new FindingExample("no-assignee", Chart(Task(who)), "t", First)),

        new("deadline-without-action", Chart(Task("\"roles\":\"sales\",\"due\":\"P1D\",")), "t", First + "/due"),
        new("deadline-without-action", Chart(Task("\"roles\":\"sales\",\"due\":\"P1D\",\"onTimeout\":\"0\",\"remindBefore\":[],")), "t", First + "/due"),
        new("deadline-without-action", Chart(Task("\"roles\":\"sales\",\"due\":\"P1D\",\"ladder\":[],")), "t", First + "/due"),
        new("action-without-deadline", Chart(Task(""" "roles":"sales","ladder":{"expression":{"type":"JavaScript","value":"[]"}},""")), "t", First + "/ladder"),
        new("action-without-deadline", Chart(Task("\"roles\":\"sales\",\"remindBefore\":[\"PT1H\"],")), "t", First + "/remindBefore"),
        new("action-without-deadline", Chart(Task("\"roles\":\"sales\",\"escalateTo\":\"boss\",")), "t", First + "/escalateTo"),
        new("action-without-deadline", Chart(Task("\"roles\":\"sales\",\"timeoutOutcome\":\"Reject\",\"due\":\"\",")), "t", First + "/timeoutOutcome"),
        new("missing-input", Chart(Task("\"roles\":\"sales\",\"onTimeout\":\"remind\",")), "t", First),
        new("missing-input", Chart(Task($"\"roles\":\"sales\",\"onTimeout\":\"Remind\",{Step}")), "t", First),
        new("missing-input", Chart(Task($"\"roles\":\"sales\",{Step}")), "t", First),
        new("missing-input", Chart(Task("\"roles\":\"sales\",\"due\":\"P1D\",\"onTimeout\":\"Escalate\",\"escalateTo\":\"\",")), "t", First),

        new("branches-never-meet", Chart($"{Fork},{Line},{B}", "f:A > a, f:B > b"), "f", First),
        new("branches-never-meet", Chart($"{Line},{B},{C}", "a > b, a > c"), "a", First),
        new("branches-never-meet", Inner($"{Fork},{Line},{B},{End("e")},{End("g")}", "f:A > a, f:B > b, a > e, b > g"), "f", First + "/activities/0"),
        new("branches-never-meet", Chart($$"""{{Line}},{{Fork}},{{Task("\"roles\":\"sales\",\"initiatorStep\":\"a\",")}},{"id":"u","type":"OrderFlow.ApprovalTask","roles":"legal","initiatorStep":"a"}""", "a > f, f:A > t, f:B > u"), "f", "/root/activities/1"),
        new("join-of-one", Chart($"{Line},{Join}", "a > j"), "j", "/root/activities/1"),
        new("join-ways-exclude", Chart($"{Decision},{Line},{B},{Merge}", "d:True > a, d:False > b, a > m, b > m"), "m", "/root/activities/3"),
        new("join-ways-exclude", Chart($"{Task("\"roles\":\"sales\",")},{Converge}", "t:Approve > m, t:Reject > m"), "m", "/root/activities/1"),
        new("join-ways-exclude", Chart($"{Fork},{Decision},{C},{Merge}", "f:A > d, f:B > c, c > m, d:True > m, d:False > m"), "m", "/root/activities/3"),
        new("join-misses-way", Chart($"{Line},{Converge},{Delay},{Decision},{End("e")}", "a > m, m > w, w > d, d:True > m, d:False > e"), "m", "/root/activities/1"),
        new("join-misses-way", Chart($"{Decision},{Line},{End("e")},{Merge}", "d:True > a, d:False > e, a > m, e > m"), "m", "/root/activities/3"),

        new("loop-without-exit", Chart($"{Line},{B}", "a > b, b > a"), "a", First),
        new("loop-without-exit", Chart($"{Line}", "a > a"), "a", First),
        new("loop-without-exit", Chart($$"""{"id":"each","type":"Elsa.ForEach","items":["x"],"body":{"id":"inner","type":"Elsa.Flowchart","activities":[{{Decision}}],"connections":[{"source":{"activity":"d","port":"True"},"target":"d"},{"source":{"activity":"d","port":"False"},"target":"d"}]} }"""), "d", First + "/body/activities/0"),
        new("loop-without-exit", Chart(While("true", Line)), "l", First),
        new("loop-without-exit", Chart("""{"id":"l","type":"Elsa.For","end":5,"step":0,"body":{"id":"a","type":"Elsa.WriteLine"}}"""), "l", First),
        new("loop-without-wait", Chart($$"""{{Line}},{"id":"q","type":"Elsa.Sequence","activities":[{"id":"back","type":"OrderFlow.Return","activity":"a"}]}""", "a > q"), "a", First),
        new("loop-without-exit", Chart("""{"id":"q","type":"Elsa.Sequence","activities":[{"id":"a","type":"Elsa.WriteLine"},{"id":"back","type":"OrderFlow.Return","activity":"a"}]}"""), "a", First + "/activities/0"),
        new("loop-without-wait", Chart("""{"id":"q","type":"Elsa.Sequence","activities":[{"id":"a","type":"Elsa.WriteLine"},{"id":"i","type":"Elsa.If","condition":true,"then":{"id":"back","type":"OrderFlow.Return","activity":"a"}}]}"""), "a", First + "/activities/0"),
        new("loop-without-wait", Chart($"{Line},{Decision},{End("e")}", "a > d, d:True > a, d:False > e"), "a", First),
        new("loop-without-wait", Chart($"{Decision},{Delay},{End("e")}", "d:True > d, d:False > w, w > e"), "d", First),
        new("loop-without-wait", Chart(While("true", """{"id":"q","type":"Elsa.If","condition":true,"then":{"id":"a","type":"Elsa.Break"}}""")), "l", First),
        new("endless-loop", Chart($"{Line},{Delay}", "a > w, w > a"), "a", First),
        new("endless-loop", Chart(While("true", Delay)), "l", First),

        new("open-port", Chart($"{Task("\"roles\":\"sales\",")},{Line}", "t:Approve > a"), "t", First),
        new("open-port", Chart($"{Task("\"roles\":\"sales\",\"onRefusal\":\"GoOn\",")},{Line}", "t:Approve > a"), "t", First),
        new("open-port", Chart($"{Task($"{Returns}\"due\":\"P1D\",\"onTimeout\":\"Outcome\",\"timeoutOutcome\":\"Reject\",")},{Line}", "t:Approve > a"), "t", First),
        new("open-port", Chart($"{Task($"{Returns}\"due\":\"P1D\",\"ladder\":[{{\"after\":\"P1D\",\"action\":\"Outcome\",\"outcome\":\"Reject\"}}],")},{Line}", "t:Approve > a"), "t", First),
        new("open-port", Chart($"{Task($"{Returns}\"whenEmpty\":\"Refuse\",")},{Line}", "t:Approve > a"), "t", First),
        new("open-port", Chart($"{Task(Returns)},{Line}", "t:Reject > a"), "t", First),
        new("open-port", Chart($"{Decision},{Line}", "d:False > a"), "d", First),
        new("open-port", Chart($$"""{"id":"s","type":"Elsa.FlowSwitch","cases":[{"label":"One","condition":{"type":"Literal","value":true} }]},{{Line}}""", "s:One > a"), "s", First),
        new("open-port", Chart($"{Fork},{Line}", "f:A > a"), "f", First),
        new("open-port", Chart($$"""{"id":"h","type":"Elsa.FlowSendHttpRequest","url":"https://example.com"},{{Line}}""", "h:Done > a, h:Timeout > a"), "h", First),

        new("unused-variable", Chart(Line, more: Variables("""{"id":"v","name":"V"}""")), null, "/variables/0"),
        new("unused-variable", Chart("""{"id":"q","type":"Elsa.Sequence","variables":[{"id":"v","name":"V","value":"1"}],"activities":[{"id":"a","type":"Elsa.WriteLine"}]}"""), "q", First + "/variables/0"),
        new("variable-never-set", Chart(Scripted("getVariable('V')"), more: Variables("""{"id":"v","name":"V","value":""}""")), null, "/variables/0"),
    ];

    public static string Join => """{"id":"j","type":"Elsa.FlowJoin","mode":"WaitAll"}""";

    public static string Task(string members) => $$"""{{{members}}"id":"t","type":"OrderFlow.ApprovalTask"}""";

    public static string End(string id) => $$"""{"id":"{{id}}","type":"Elsa.End"}""";

    public static string While(string condition, string body) => $$"""{"id":"l","type":"Elsa.While","condition":{{condition}},"body":{{body}} }""";

    public static string Scripted(string script) => $$$"""{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"JavaScript","value":"{{{script}}}"} } }""";

    public static string Variables(string variables) => $"\"variables\":[{variables}],";
}
