using static OrderFlow.Tests.Definitions.Lint.FindingExample;
using static OrderFlow.Tests.Definitions.Lint.LintExamples;

namespace OrderFlow.Tests.Definitions.Lint;

/// <summary>What looks like a finding and is none.</summary>
public class NearMissTests
{
    public static TheoryData<string, string> Sound => new()
    {
        { "assignees that an expression names", Chart(Task(""" "users":{"expression":{"type":"JavaScript","value":"[]"}},""")) },
        { "one assignee beside an empty list", Chart(Task("\"users\":[],\"assignees\":[\"role:sales\"],")) },
        { "an assignee without a prefix", Chart(Task("\"assignees\":\"ann\",")) },
        { "a deadline with a reminder", Chart(Task("\"roles\":\"sales\",\"due\":\"P1D\",\"remindBefore\":[\"PT1H\"],")) },
        { "a deadline with an action by number", Chart(Task("\"roles\":\"sales\",\"due\":\"P1D\",\"onTimeout\":\"1\",")) },
        { "a deadline with an action that an expression names", Chart(Task(""" "roles":"sales","due":"P1D","onTimeout":{"expression":{"type":"JavaScript","value":"'Remind'"}},""")) },
        { "a deadline with an outcome that is offered", Chart(Task("\"roles\":\"sales\",\"due\":\"P1D\",\"outcomes\":[\"Yes\",\"No\"],\"onTimeout\":\"Outcome\",\"timeoutOutcome\":\"No\",")) },
        { "an outcome among those that an expression names", Chart(Task(""" "roles":"sales","due":"P1D","outcomes":{"expression":{"type":"JavaScript","value":"['Yes']"}},"onTimeout":"Outcome","timeoutOutcome":"Yes",""")) },
        { "no action and no deadline", Chart(Task("\"roles\":\"sales\",\"onTimeout\":\"None\",\"remindAfter\":[],")) },

        { "branches that meet at a join", Chart($"{Fork},{Line},{B},{Join}", "f:A > a, f:B > b, a > j, b > j") },
        { "branches that meet at an End", Chart($"{Line},{B},{C},{End("e")}", "a > b, a > c, b > e, c > e") },
        { "a branch that leads straight to the join", Chart($"{Fork},{Line},{Join}", "f:A > a, f:B > j, a > j") },
        { "branches of which one comes into the other", Chart($"{Line},{B},{C}", "a > b, a > c, b > c") },
        { "three branches that meet two by two", Chart($$"""{"id":"f","type":"Elsa.FlowFork","branches":["A","B","C"]},{{Line}},{{B}},{{C}},{"id":"j","type":"Elsa.FlowJoin","mode":"WaitAll"},{"id":"k","type":"Elsa.FlowJoin","mode":"WaitAll"}""", "f:A > a, f:B > b, f:C > c, a > j, b > j, j > k, c > k") },
        { "branches that meet where a Return leads", Chart($$"""{{Line}},{{Fork}},{{B}},{{Task("\"roles\":\"sales\",")}},{{End("e")}},{"id":"back","type":"OrderFlow.Return","activity":"b"}""", "a > f, f:A > t, f:B > b, t:Approve > e, t:Reject > back, b > e") },
        { "the ways of a decision that end apart", Chart($"{Decision},{Line},{B}", "d:True > a, d:False > b") },

        { "a merge behind a fork", Chart($"{Fork},{Line},{B},{Merge}", "f:A > a, f:B > b, a > m, b > m") },
        { "a merge of a branch and of the ways of a decision that meet before it", Chart($"{Fork},{Decision},{Line},{B},{C},{Merge}", "f:A > d, f:B > c, d:True > a, d:False > b, a > b, b > m, c > m") },
        { "a merge of two ways that a decision brings one by one, for it runs twice", Chart($$"""{{Fork}},{{Line}},{{B}},{"id":"d","type":"Elsa.FlowDecision","customProperties":{"mergeMode":"Cascade"},"condition":true},{{Merge}}""", "f:A > a, f:B > b, a > d, b > d, d:True > m, d:False > m") },
        { "a join behind a decision, which waits for what comes only", Chart($"{Decision},{Line},{Join}", "d:True > a, d:False > j, a > j") },
        { "a merge in a loop", Chart($"{Line},{Merge},{Delay},{Decision},{End("e")}", "a > m, m > w, w > d, d:True > m, d:False > e") },
        { "a switch that takes all cases that hold", Chart($$"""{"id":"s","type":"Elsa.FlowSwitch","mode":"MatchAny","cases":[{"label":"One","condition":{"type":"Literal","value":true} },{"label":"Two","condition":{"type":"Literal","value":true} }]},{{Merge}},{{End("e")}}""", "s:One > m, s:Two > m, s:Default > e") },

        { "a loop with a wait and a way out", Chart($"{Delay},{Decision},{End("e")}", "w > d, d:True > w, d:False > e") },
        { "a loop through a task", Chart($"{Line},{Task("\"roles\":\"sales\",")},{End("e")}", "a > t, t:Reject > a, t:Approve > e") },
        { "a loop with a wait in a container", Chart($$"""{"id":"q","type":"Elsa.Sequence","activities":[{{Delay}}]},{{Decision}},{{End("e")}}""", "q > d, d:True > q, d:False > e") },
        { "a While that an expression ends", Chart(While("""{"expression":{"type":"JavaScript","value":"1 > 2"}}""", Line)) },
        { "a While that never begins", Chart(While("false", Line)) },
        { "a While without a body", Chart("""{"id":"l","type":"Elsa.While","condition":true}""") },
        { "a While with a wait and a Break", Chart(While("true", $$"""{"id":"q","type":"Elsa.Sequence","activities":[{{Delay}},{"id":"i","type":"Elsa.If","condition":true,"then":{"id":"x","type":"Elsa.Break"} }]}""")) },
        { "a For with a step of zero that never begins", Chart("""{"id":"l","type":"Elsa.For","start":5,"end":1,"step":0,"body":{"id":"a","type":"Elsa.WriteLine"}}""") },
        { "a For of three rounds", Chart("""{"id":"l","type":"Elsa.For","start":1,"end":3,"body":{"id":"a","type":"Elsa.WriteLine"}}""") },

        { "the last activity, with no connection at all", Chart($"{Line},{Decision}", "a > d") },
        { "a script that is left at its outcomes", Chart($$"""{"id":"s","type":"Elsa.RunJavaScript","script":"setOutcome('Yes')","possibleOutcomes":["Yes","No"]},{{Line}}""", "s:Yes > a, s:No > a") },
        { "a request of which every failure is seen to", Chart($$"""{"id":"h","type":"Elsa.FlowSendHttpRequest","url":"https://example.com"},{{Line}}""", "h:Done > a, h:Timeout > a, h:Failed to connect > a") },
        { "a task whose outcomes an expression names", Chart($"{Task(""" "roles":"sales","outcomes":{"expression":{"type":"JavaScript","value":"['Yes']"}},""")},{Line}", "t:Yes > a") },

        { "a variable with a default that a template reads", Chart("""{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"Liquid","value":"{{ Variables.V }}"}}}""", more: Variables("""{"id":"v","name":"V","value":"1"}""")) },
        { "a variable that is set only", Chart("""{"id":"a","type":"Elsa.SetVariable","variable":{"id":"v","name":"V"},"value":"1"}""", more: Variables("""{"id":"v","name":"V"}""")) },
        { "a variable that an output is bound to", Chart("""{"id":"a","type":"Elsa.Event","eventName":"e","result":{"typeName":"Object","memoryReference":{"id":"v"}}}""", more: Variables("""{"id":"v","name":"V"}""")) },
        { "a variable that a script counts", Chart(Scripted("variables.V++"), more: Variables("""{"id":"v","name":"V"}""")) },
        { "a variable by the functions made for it", Chart(Scripted("setOrderNo(getOrderNo() + 1)"), more: Variables("""{"id":"v","name":"order no"}""")) },
        { "variables by names that are put together", Chart(Scripted("['V', 'W'].map(n => getVariable(n))"), more: Variables("""{"id":"v","name":"V"},{"id":"w","name":"W"}""")) },
        { "all variables at once", Chart(Scripted("JSON.stringify(variables)"), more: Variables("""{"id":"v","name":"V"}""")) },
    };

    [Theory]
    [MemberData(nameof(Sound))]
    public void It_gives_no_finding(string what, string file)
    {
        var findings = Check(file);

        findings.ShouldBeEmpty(what);
    }

    [Fact]
    public void A_return_that_goes_where_an_expression_says_leaves_open_what_the_ways_are() =>
        Check(Chart($$"""{{Fork}},{{Line}},{{B}},{"id":"back","type":"OrderFlow.Return","activity":{"expression":{"type":"JavaScript","value":"'a'"} } }""", "f:A > a, f:B > back")).ShouldBeEmpty();
}
