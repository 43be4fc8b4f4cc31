using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Studio.Api;
using OrderFlow.Studio.Instances;
using OrderFlow.Tests.Execution;

namespace OrderFlow.Tests.Studio.Instances;

public sealed class InstanceProjectionTests
{
    [Fact]
    public void What_waits_is_a_bookmark_of_the_run_that_waits()
    {
        var state = State(Rig.Started(Flow.Sequence("s", Flow.Event("e"))));

        var bookmark = state.GetProperty("bookmarks")[0];
        bookmark.GetProperty("activityInstanceId").GetString().ShouldBe("018f0000-0000-7000-8000-000000000001-3");
        bookmark.GetProperty("activityNodeId").GetString().ShouldBe("Workflow1:s:e");
        bookmark.GetProperty("payload").GetProperty("eventName").GetString().ShouldBe("e");
    }

    [Fact]
    public void A_failure_is_an_incident_with_its_exception_until_it_is_retried()
    {
        var rig = Rig.Started(Flow.Sequence("s", Flow.Script("x", "if (getVariable('Bad')) throw 'no'")), ("Bad", "Boolean", "true"));
        var incident = State(rig).GetProperty("incidents")[0];
        incident.GetProperty("activityNodeId").GetString().ShouldBe("Workflow1:s:x");
        incident.GetProperty("exception").GetProperty("message").GetString()!.ShouldContain("no");

        rig.Apply(new ModifyVariables(new Dictionary<string, JsonElement> { ["Bad"] = Flow.Json(false) })).Apply(new RetryIncident(null));

        State(rig).GetProperty("incidents").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_variables_of_a_workflow_outlive_it(bool isCancelled)
    {
        var rig = Rig.Started(Flow.Sequence("s", Flow.Script("x", "setVariable('Count', 3)"), Flow.Event("e")), ("Count", "Int32", "0"));

        if (isCancelled) rig.Apply(new CancelWorkflow(null));
        else rig.Send("e");

        var history = History(rig);
        InstanceProjection.Variables(history).ShouldHaveSingleItem().Value!.Value.GetInt32().ShouldBe(3);
        State(rig).GetProperty("activityExecutionContexts")[0].GetProperty("properties").GetProperty("Variables").GetProperty("id-Count").GetInt32().ShouldBe(3);
    }

    [Fact]
    public void The_way_to_a_run_leads_over_those_that_scheduled_it()
    {
        var history = History(Rig.Started(Flow.Chart([Flow.Line("a"), Flow.Line("b"), Flow.Event("e")], "a -> b", "b -> e")));

        var chain = history.ChainTo(history.Runs[^1]);

        string.Join(" ", chain.Select(r => r.ActivityKey)).ShouldBe("Workflow1 chart a b e");
    }

    [Fact]
    public void A_badge_counts_runs_of_one_activity()
    {
        var rig = Rig.Started(Flow.Activity("Elsa.For", "loop", ("Start", 1), ("End", 3)).With("Body", Flow.Sequence("s", Flow.Line("a"), Flow.Event("e")))).Send("e");

        var history = History(rig);
        var stats = ExecutionProjection.Stats(history, history.Runs).ToDictionary(s => s.ActivityId);

        (stats["a"].StartedCount, stats["a"].CompletedCount).ShouldBe((2, 2));
        (stats["e"].StartedCount, stats["e"].CompletedCount, stats["e"].UncompletedCount, stats["e"].IsBlocked).ShouldBe((2, 1, 1, true));
    }

    [Fact]
    public void An_activity_that_the_version_does_not_hold_is_named_as_one_that_the_designer_knows()
    {
        var rig = Rig.Started(Flow.Sequence("s", Flow.Event("e")));
        var history = new InstanceHistory(rig.State, rig.Journal, null);

        var record = ExecutionProjection.Execution(history, history.Runs[^1]);

        (record.ActivityId, record.ActivityNodeId, record.ActivityType).ShouldBe(("e", "Workflow1:e", "Elsa.NotFoundActivity"));
    }

    [Fact]
    public void Inputs_outputs_and_outcomes_are_told_and_a_null_is_left_out()
    {
        var rig = Rig.Started(Flow.Sequence("s", Flow.Task("t"), Flow.Event("e"))).Decide("t", "Approve");

        var history = History(rig);
        var run = history.Runs.Single(r => r.ActivityKey == "t");
        var record = JsonSerializer.SerializeToElement(ExecutionProjection.Execution(history, run), ElsaJson.Options);

        record.GetProperty("activityState").GetProperty("Users").GetRawText().ShouldContain("ann");
        record.GetProperty("outputs").GetProperty("Outcome").GetString().ShouldBe("Approve");
        record.GetProperty("outputs").TryGetProperty("FormData", out _).ShouldBeFalse();
        record.GetProperty("payload").GetProperty("Outcomes")[0].GetString().ShouldBe("Approve");
    }

    [Fact]
    public void What_a_line_of_the_journal_carries_is_always_an_object()
    {
        var rig = Rig.Started(Flow.Sequence("s", Flow.Task("t"), Flow.Script("x", "throw 'no'"))).Decide("t", "Approve").Apply(new ModifyVariables(new Dictionary<string, JsonElement>()) { Actor = "op" });
        var history = History(rig);

        var lines = history.Journal.Select(e => JsonSerializer.SerializeToElement(ExecutionProjection.Log(history, e, inList: true), ElsaJson.Options)).ToList();

        lines.ShouldAllBe(l => !l.HasMember("payload") || l.GetProperty("payload").ValueKind == JsonValueKind.Object);
        lines.ShouldAllBe(l => l.HasMember("nodeId") && !l.HasMember("activityNodeId"));
        lines.Select(l => l.GetProperty("eventName").GetString()).ShouldContain("Faulted");
    }

    private static InstanceHistory History(Rig rig) => new(rig.State, rig.Journal, rig.Workflow);

    private static JsonElement State(Rig rig) => JsonSerializer.SerializeToElement(InstanceProjection.State(History(rig)), ElsaJson.Options);
}

internal static class Elements
{
    public static bool HasMember(this JsonElement element, string name) => element.TryGetProperty(name, out _);
}
