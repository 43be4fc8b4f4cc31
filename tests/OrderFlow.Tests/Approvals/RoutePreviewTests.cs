using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using OrderFlow.Tests.Replay;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Approvals;

/// <summary>What is foreseen is what happens.</summary>
public class RoutePreviewTests
{
    private static readonly Guid Id = new("018f0000-0000-7000-8000-000000000001");

    [Fact]
    public void The_way_is_foreseen_with_who_why_in_which_order_and_by_when()
    {
        var rig = Charted(
            [
                Activity("OrderFlow.ApprovalTask", "t1", ("Assignees", "manager"), ("Due", "1.00:00:00")), Fork("fork", "A", "B"),
                Activity("OrderFlow.ApprovalTask", "t2", ("Assignees", "role:finance"), ("Due", "3.00:00:00")), Activity("OrderFlow.ApprovalTask", "t3", ("Assignees", new JsonArray("sue", "eli")), ("Mode", "Sequence"), ("Due", "2.00:00:00")),
                Join("join", "WaitAll"), Activity("OrderFlow.ApprovalTask", "t4", ("Assignees", "max"), ("SameApprover", "Skip")), Line("end"),
            ],
            "t1:Approve -> fork", "fork:A -> t2", "fork:B -> t3", "t2:Approve -> join", "t3:Approve -> join", "join -> t4", "t4:Approve -> end");

        var route = RoutePreview.Of(rig.Engine, rig.Workflow, new StartWorkflow { Actor = "mia" }, Id, AssigneeTests.Company, Rig.Noon);

        route.Stops.ShouldBeEmpty();
        route.Steps.Select(s => $"{s.Name} {string.Join(",", s.Seats.Select(x => $"{x.Entry} ({x.Reason!.Text})"))} {(s.OpensAt - Rig.Noon).TotalDays}-{(s.DueAt - Rig.Noon)?.TotalDays} {s.Outcome}".TrimEnd()).ShouldBe(
            [
                "t1 user:max (manager of mia) 0-1", "t2 role:finance (role finance) 1-4", "t3 user:sue (named),user:eli (named) 1-3",
                "t4 user:max (passed: agreed to t1 before) 4- Approve",
            ]);
    }

    [Fact]
    public void What_waits_for_something_else_is_said()
    {
        var rig = Charted([Task("t1"), Event("paid"), Task("t2")], "t1:Approve -> paid", "paid -> t2");

        var route = RoutePreview.Of(rig.Engine, rig.Workflow, new StartWorkflow(), Id, Organisation.None, Rig.Noon);

        route.Steps.ShouldHaveSingleItem().Name.ShouldBe("t1");
        route.Stops.ShouldHaveSingleItem().ShouldBe(new RouteStop(RouteStopKind.Waits, "paid", "paid", "paid"));
    }

    [Fact]
    public void Where_nobody_is_found_the_preview_says_so_before_anything_is_submitted()
    {
        var rig = Charted([Activity("OrderFlow.ApprovalTask", "t1", ("Assignees", "role:archive"))]);

        RoutePreview.Of(rig.Engine, rig.Workflow, new StartWorkflow(), Id, AssigneeTests.Company, Rig.Noon).Stops.ShouldHaveSingleItem().Detail!.ShouldContain("nobody to decide");
    }

    [Fact]
    public void What_goes_round_for_ever_ends_all_the_same()
    {
        var rig = Charted([Task("t1"), Task("t2")], "t1:Approve -> t2", "t2:Approve -> t1");

        RoutePreview.Of(rig.Engine, rig.Workflow, new StartWorkflow(), Id, Organisation.None, Rig.Noon).Stops.ShouldHaveSingleItem().Kind.ShouldBe(RouteStopKind.TooLong);
    }

    [Fact]
    public void Of_a_running_instance_what_is_open_comes_first()
    {
        var rig = Charted([Task("t1"), Task("t2")], "t1:Approve -> t2").Start().Decide("t1", "Approve");
        var before = StateJson.Write(rig.State);

        RoutePreview.Of(rig.Engine, rig.Workflow, rig.State, Organisation.None, rig.Now).Steps.Select(s => s.Name).ShouldBe(["t2"]);
        StateJson.Write(rig.State).ShouldBe(before);
    }

    /// <summary>Random contracts through the workflow as it is shipped: whoever is foreseen is asked, in that order, and nobody else.</summary>
    [Fact]
    public void The_preview_of_a_thousand_contracts_is_what_happens()
    {
        var chance = new Random(20260504);
        var file = Path.Combine(Path.GetDirectoryName(Above.Find("OrderFlow.sln"))!, "workflows", "contract-approval.json");
        var definition = DefinitionReader.Read(File.ReadAllBytes(file), KnownActivities.Registry).Definition!;
        var engine = new WorkflowEngine(EngineLimits.Default);
        var workflow = definition.Compiled();
        var lengths = new HashSet<int>();
        for (var i = 0; i < 1_000; i++)
        {
            var start = new StartWorkflow { Actor = "mia", Input = Contract(chance, i) };
            var foreseen = RoutePreview.Of(engine, workflow, start, Id, Organisation.None, Rig.Noon);
            var happened = Happen(engine, workflow, start, chance);

            foreseen.Stops.ShouldBeEmpty();
            foreseen.Steps.Select(s => $"{s.Activity}: {string.Join(",", s.Seats.Select(x => x.Entry))}").Order().ShouldBe(happened.Order());
            lengths.Add(happened.Count);
        }

        lengths.Count.ShouldBeGreaterThan(1, "all contracts went the same way");
    }

    private static Dictionary<string, JsonElement> Contract(Random chance, int number) => new()
    {
        ["ContractNumber"] = Json($"C-{number}"),
        ["Title"] = Json("Frames"),
        ["Customer"] = Json("ACME"),
        ["Amount"] = Json(chance.Next(1, 2_000_000)),
        ["Currency"] = Json("USD"),
        ["ClauseDeviates"] = Json(chance.Next(3) == 0),
        ["Owner"] = Json("mia"),
    };

    // The real way: people decide in any order.
    private static List<string> Happen(WorkflowEngine engine, CompiledWorkflow workflow, StartWorkflow start, Random chance)
    {
        var asked = new List<string>();
        var state = WorkflowEngine.NewInstance(workflow, Id, Rig.Noon);
        Stimulus next = start;
        while (true)
        {
            var burst = engine.Decide(workflow, state, next, Rig.Noon).ShouldBeOfType<Burst>();
            asked.AddRange(burst.Effects.OfType<OpenTask>().Select(o => $"{o.ActivityId}: {string.Join(",", o.Content.Assignees)}"));
            state = burst.State;
            if (state.Status == WorkflowStatus.Finished) return asked;
            var bookmark = state.Bookmarks[chance.Next(state.Bookmarks.Count)];
            var approval = ApprovalStore.Peek(state.Executions.First(e => e.Id == bookmark.ExecutionId))!;
            var turn = approval.Waiting[0];
            next = new DecideTask(approval.TaskId, new HashSet<string> { Entries.RoleOf(turn) ?? "" }, approval.Rules.Outcomes[0], "ok", default) { Actor = Entries.PersonOf(turn) ?? "fay" };
        }
    }

    private static Rig Charted(IEnumerable<ActivityDefinition> activities, params string[] lines) => new(Workflow(Chart(activities, lines)));
}
