using OrderFlow.Replay.Mapping;
using static OrderFlow.Tests.Replay.Mapping.Maps;
using static OrderFlow.Tests.Replay.Xes.XesText;

namespace OrderFlow.Tests.Replay.Mapping;

public class CasePlannerTests
{
    [Fact]
    public void One_name_means_start_first_and_an_outcome_later()
    {
        var plan = Plan(Simple, Trace("c", "Submitted@0", "Rejected@1", "Submitted@2", "Approved@3"));

        plan.Problems.ShouldBeEmpty();
        plan.Shorthand().ShouldBe(["start", "Check:Reject", "Revise:Resubmit", "Check:Approve"]);
        plan.Steps.Select(step => step.At).ShouldBe([Minute(0), Minute(1), Minute(2), Minute(3)]);
        plan.Steps.ShouldAllBe(step => step.By!.User == "ann");
        plan.End!.Status.ShouldBe(EndStatus.Finished);
    }

    [Fact]
    public void Ignored_events_leave_no_step_and_do_not_count_as_the_last()
    {
        var plan = Plan(Simple, Trace("c", "Noted@0", "Submitted@1", "Noted@2", "Rejected@3", "Noted@4"));

        plan.Shorthand().ShouldBe(["start", "Check:Reject"]);
        plan.End!.At.ShouldBe(["Revise"]);
    }

    [Fact]
    public void A_last_event_of_which_the_map_says_nothing_expects_nothing() =>
        Plan(Simple, Trace("c", "Submitted@0")).End.ShouldBeNull();

    [Fact]
    public void An_event_before_the_start_deviates()
    {
        var plan = Plan(Simple, Trace("c", "Approved@0", "Submitted@1"));

        plan.Shorthand().ShouldBe(["?", "start"]);
        plan.Steps[0].Action.ShouldBe(new Unforeseen("It comes before the event that starts the case."));
    }

    [Fact]
    public void A_second_start_deviates_when_no_rule_gives_it_a_meaning()
    {
        var plan = Plan("""{ "events": [ { "event": "S", "do": "start" } ] }""", Trace("c", "S@0", "S@1"));

        plan.Shorthand().ShouldBe(["start", "?"]);
        plan.Steps[1].Action.ShouldBe(new Unforeseen("It starts a case, but this case has started already."));
    }

    [Theory]
    [InlineData("fail", "start Check:Approve", "Line 3: Event 2 ('Odd'): The mapping does not know it.")]
    [InlineData("deviate", "start ? Check:Approve", null)]
    [InlineData("ignore", "start Check:Approve", null)]
    public void An_unknown_event_does_what_the_map_says(string setting, string steps, string? problem)
    {
        var map = Simple.Insert(1, $"\"unknownEvents\": \"{setting}\",");

        var plan = Plan(map, Trace("c", "Submitted@0", "Odd@1", "Approved@2"));

        string.Join(' ', plan.Shorthand()).ShouldBe(steps);
        plan.Problems.ShouldBe(problem is null ? [] : [problem]);
    }

    [Theory]
    [InlineData("A@1 B@2", "start !both !b")]
    [InlineData("A@1 N@2 B@3", "start !both !b")]
    [InlineData("A@1 C@2", "start !one !c")]
    [InlineData("A@1", "start !one")]
    public void A_neighbour_tells_what_was_chosen(string events, string steps)
    {
        var plan = Plan("""
            {
              "events": [
                { "event": "S", "do": "start" },
                { "event": "A", "do": "publish", "name": "both", "when": { "next": "B" } },
                { "event": "A", "do": "publish", "name": "one" },
                { "event": "B", "do": "publish", "name": "b", "when": { "previous": "A" } },
                { "event": "C", "do": "publish", "name": "c" },
                { "event": "N", "do": "ignore" }
              ]
            }
            """, Trace("c", ["S@0", .. events.Split(' ')]));

        string.Join(' ', plan.Shorthand()).ShouldBe(steps);
    }

    [Fact]
    public void Half_done_work_is_ignored_by_its_lifecycle_and_is_no_neighbour()
    {
        var map = """
            {
              "unknownEvents": "deviate",
              "events": [
                { "event": ["S", "A", "B"], "do": "ignore", "when": { "attributes": { "lifecycle:transition": ["start"] } } },
                { "event": "S", "do": "start" },
                { "event": "A", "do": "publish", "name": "a", "when": { "next": "B" } },
                { "event": "B", "do": "publish", "name": "b" }
              ]
            }
            """;
        string Half(string name) => Event(name, "2024-05-01T08:00:00Z", """<string key="lifecycle:transition" value="start"/>""");
        string Done(string name) => Event(name, "2024-05-01T08:00:00Z", """<string key="lifecycle:transition" value="complete"/>""");

        var plan = Plan(map, $"""<trace><string key="concept:name" value="c"/>{Half("S")}{Done("S")}{Half("A")}{Done("A")}{Half("A")}{Done("B")}</trace>""");

        plan.Shorthand().ShouldBe(["start", "!a", "!b"]);
    }

    [Fact]
    public void A_case_with_faults_has_them_as_problems_and_nothing_to_play()
    {
        var plan = Plan(Simple, Trace("c", "Approved@1", "Submitted@0"));

        plan.Steps.ShouldBeEmpty();
        plan.Problems.ShouldHaveSingleItem().ShouldStartWith("Line 3: Event 2 ('Submitted') happened at");
    }

    [Fact]
    public void Events_out_of_order_are_sorted_where_the_map_says_so()
    {
        var plan = Plan(Simple.Insert(1, "\"order\": \"byTime\","), Trace("c", "Approved@1", "Submitted@0"));

        plan.Problems.ShouldBeEmpty();
        plan.Shorthand().ShouldBe(["start", "Check:Approve"]);
    }

    [Fact]
    public void Sorting_does_not_hide_a_missing_time()
    {
        var trace = """<trace><string key="concept:name" value="c"/><event><string key="concept:name" value="Submitted"/></event></trace>""";

        Plan(Simple.Insert(1, "\"order\": \"byTime\","), trace).Problems.ShouldHaveSingleItem().ShouldContain("no time:timestamp");
    }

    [Fact]
    public void A_case_of_ignored_events_cannot_be_judged() =>
        Plan(Simple, Trace("c", "Noted@0")).Problems.ShouldBe(["All events of the case are ignored."]);

    [Fact]
    public void The_start_carries_inputs_name_and_correlation_and_each_step_its_actor()
    {
        var map = """
            {
              "case": { "correlationId": { "case": "No" }, "name": { "case": "Title" }, "inputs": { "Amount": { "case": "Amount" }, "By": { "event": "org:resource" } } },
              "actor": { "user": { "event": "org:resource" }, "roles": { "event": "org:role", "map": { "ADM": ["a", "b"], "EMP": "e" } } },
              "events": [
                { "event": "S", "do": "start" },
                { "event": "A", "do": "complete", "task": "T", "outcome": "O", "comment": { "event": "remark", "otherwise": null }, "form": { "sum": { "case": "Amount" } } }
              ]
            }
            """;
        string By(string name, string user, string role) =>
            Event(name, "2024-05-01T08:00:00Z", $"""<string key="org:resource" value="{user}"/><string key="org:role" value="{role}"/>""");

        var plan = Plan(map, $"""
            <trace><string key="concept:name" value="c"/><int key="No" value="7"/><string key="Title" value="合同"/><float key="Amount" value="1.50"/>
            {By("S", "ann", "EMP")}{By("A", "bob", "ADM")}</trace>
            """);

        plan.Problems.ShouldBeEmpty();
        var start = plan.Steps[0].Action.ShouldBeOfType<StartCase>();
        (start.CorrelationId, start.Name).ShouldBe(("7", "合同"));
        start.Inputs.Select(input => $"{input.Key}={input.Value.GetRawText()}").ShouldBe(["Amount=1.50", "By=\"ann\""]);
        var taken = plan.Steps[1].Action.ShouldBeOfType<TakeOutcome>();
        (taken.Comment, taken.Form.GetRawText()).ShouldBe((null, """{"sum":1.50}"""));
        plan.Steps.Select(step => $"{step.By!.User}: {string.Join(',', step.By.Roles.Order())}").ShouldBe(["ann: e", "bob: a,b"]);
    }

    [Fact]
    public void A_value_that_the_log_does_not_have_is_one_problem_however_often_it_is_missed()
    {
        var map = Simple.Insert(1, """ "case": { "inputs": { "A": { "case": "Amount" }, "B": { "case": "Amount" } } }, """);

        Plan(map, Trace("c", "Submitted@0")).Problems.ShouldBe(["The case has no attribute 'Amount'."]);
    }
}
