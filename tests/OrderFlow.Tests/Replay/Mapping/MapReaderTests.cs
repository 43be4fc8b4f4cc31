using System.Text;
using OrderFlow.Replay.Mapping;
using OrderFlow.Replay.Xes;
using static OrderFlow.Tests.Replay.Mapping.Maps;

namespace OrderFlow.Tests.Replay.Mapping;

public class MapReaderTests
{
    [Fact]
    public void Everything_that_a_file_may_say_is_read()
    {
        var map = Read("""
            {
              "$schema": "anything",
              "description": "all of it", // and a comment
              "order": "byTime",
              "unknownEvents": "deviate",
              "case": {
                "correlationId": { "case": "id" },
                "name": { "event": "title" },
                "inputs": { "Amount": { "case": "Amount", "as": "float", "otherwise": 0 }, "Kind": { "value": ["a"] } }
              },
              "actor": { "user": { "event": "org:resource" }, "roles": { "event": "org:role", "map": { "ADM": ["a", "b"] } } },
              "events": [
                { "event": ["S", "T"], "do": "start", "description": "why" },
                { "event": "A", "do": "complete", "task": "Check", "outcome": "Approve", "comment": { "event": "remark" },
                  "form": { "x": { "event": "x" } },
                  "when": { "next": "P", "previous": ["S", "T"], "attributes": { "lifecycle:transition": ["complete", "done"] } } },
                { "event": "P", "do": "publish", "name": "Paid", "payload": { "sum": { "event": "sum" } } },
                { "event": "C", "do": "cancel" },
                { "event": "N", "do": "ignore" },
              ],
              "ends": [
                { "lastEvent": ["P", "A"], "status": "finished", "outputs": { "Outcome": "ok" } },
                { "lastEvent": "S", "status": "waiting", "at": ["Check"] },
                { "lastEvent": "C", "status": "cancelled" }
              ]
            }
            """);

        (map.Description, map.Order, map.UnknownEvents).ShouldBe(("all of it", EventOrder.ByTime, UnknownEvents.Deviate));
        map.Case.CorrelationId!.ShouldSatisfyAllConditions(id => id.Origin.ShouldBe(ValueOrigin.Case), id => id.Key.ShouldBe("id"));
        map.Case.Name!.Origin.ShouldBe(ValueOrigin.Event);
        map.Case.Inputs["Amount"].ShouldSatisfyAllConditions(
            amount => amount.As.ShouldBe(LogType.Number), amount => amount.Otherwise!.Value.GetInt32().ShouldBe(0));
        map.Case.Inputs["Kind"].Value.GetRawText().ShouldBe("""["a"]""");
        map.Actor.Roles!.Map!["ADM"].GetArrayLength().ShouldBe(2);
        map.Events.Select(rule => rule.Action.GetType()).ShouldBe(
            [typeof(MapToStart), typeof(MapToOutcome), typeof(MapToEvent), typeof(MapToCancel), typeof(MapToNothing)]);
        map.Events[0].Events.ShouldBe(["S", "T"]);
        var complete = map.Events[1].Action.ShouldBeOfType<MapToOutcome>();
        (complete.Task, complete.Outcome, complete.Comment!.Key, complete.Form!["x"].Key).ShouldBe(("Check", "Approve", "remark", "x"));
        var when = map.Events[1].When!;
        when.Next.ShouldBe(["P"]);
        when.Previous.ShouldBe(["S", "T"]);
        when.Attributes["lifecycle:transition"].ShouldBe(["complete", "done"]);
        map.Ends.Select(end => end.Status).ShouldBe([EndStatus.Finished, EndStatus.Waiting, EndStatus.Cancelled]);
        map.Ends[0].Outputs["Outcome"].GetString().ShouldBe("ok");
        map.Ends[1].At.ShouldBe(["Check"]);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once_with_its_place()
    {
        ProblemsOf("""
            {
              "ordre": "byTime",
              "order": "sorted",
              "case": { "inputs": { "Amount": "Amount", "Sum/total": { "case": "a", "event": "b" }, "X": { "case": "x", "as": "money" } } },
              "actor": {},
              "events": [
                { "event": "A", "do": "complete", "outcome": "Approve", "name": "x" },
                { "event": [], "do": "begin" },
                { "do": "ignore" },
                7
              ],
              "ends": [ { "lastEvent": "A", "status": "waiting", "outputs": {} }, { "lastEvent": "A", "status": "cancelled", "at": "x" } ]
            }
            """).ShouldBe(
        [
            "/ordre: Unknown member 'ordre'; expected one of order, unknownEvents, case, actor, events, ends.",
            "/order: Expected one of asWritten, byTime, but found \"sorted\".",
            "/case/inputs/Amount: Expected an object, but found \"Amount\".",
            "/case/inputs/Sum~1total: Expected exactly one of case, event, value.",
            "/case/inputs/X/as: Expected one of string, int, float, boolean, date, but found \"money\".",
            "/events/0/name: Unknown member 'name'; expected one of event, when, do, task, outcome, comment, form.",
            "/events/0: 'task' is missing.",
            "/events/1/event: Expected at least one text.",
            "/events/1/do: Expected one of start, complete, publish, cancel, ignore, but found 'begin'.",
            "/events/2: 'event' is missing.",
            "/events/3: Expected an object, but found 7.",
            "/ends/0/outputs: Outputs belong to the status finished.",
            "/ends/1/at: Activities to wait at belong to the status waiting.",
            "/events: No event starts a case; one rule must say \"do\": \"start\".",
            "/actor: 'user' is missing: somebody must complete the tasks.",
        ]);
    }

    [Fact]
    public void Names_that_no_rule_plays_are_slips_of_the_pen()
    {
        ProblemsOf("""
            {
              "events": [
                { "event": "S", "do": "start", "when": { "next": "Aproved" } },
                { "event": "P", "do": "publish", "name": "x", "when": { "previous": ["S", "N"] } },
                { "event": "N", "do": "ignore" }
              ],
              "ends": [ { "lastEvent": "Paid", "status": "finished" } ]
            }
            """).ShouldBe(
        [
            "/events/0/when/next: No rule plays an event 'Aproved'.",
            "/events/1/when/previous: No rule plays an event 'N'.",
            "/ends/0/lastEvent: No rule plays an event 'Paid'.",
        ]);
    }

    [Theory]
    [InlineData("""{ "event": "S", "do": "start" }""", true)]
    [InlineData("""{ "event": ["X", "S"], "do": "start", "when": { "next": "S" } }""", true)]
    [InlineData("""{ "event": "S", "do": "publish", "name": "again" }""", false)]
    public void A_rule_behind_one_without_conditions_is_never_reached(string second, bool isFound)
    {
        var problems = ProblemsOf($$"""{ "events": [ { "event": "S", "do": "start" }, {{second}} ] }""");

        problems.ShouldBe(isFound ? ["/events/1: Never reached: an earlier rule for 'S' has no condition."] : []);
    }

    [Theory]
    [InlineData("", "line 1, column 1: This is no JSON:")]
    [InlineData("{\n  \"events\": [,]\n}", "line 2, column 14: This is no JSON:")]
    [InlineData("""{ "events": [], "events": [] }""", "This is no JSON:")]
    [InlineData("[]", "/: Expected an object, but found an array.")]
    [InlineData("{}", "/: 'events' is missing.")]
    [InlineData("""{ "description": "\uD800", "events": [] }""", "cannot be read")]
    [InlineData("""{ "\uDC00": 1 }""", "cannot be read")]
    public void A_file_that_is_no_mapping_is_said(string text, string problem) => ProblemsOf(text)[0].ShouldContain(problem);

    [Fact]
    public void Bytes_that_are_no_utf8_are_said()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("""{ "description": " """), 0xFF, .. Encoding.UTF8.GetBytes("\" }")];

        MapReader.Read(bytes, out var problems).ShouldBeNull();

        problems.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_byte_order_mark_is_no_problem()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Simple)];

        MapReader.Read(bytes, out _).ShouldNotBeNull();
    }
}
