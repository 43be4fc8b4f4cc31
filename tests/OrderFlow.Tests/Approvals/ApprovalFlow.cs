using System.Text.Json.Nodes;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Approvals;

/// <summary>Flows with approvals, in few words.</summary>
internal static class ApprovalFlow
{
    public static Rig Agree(Rig rig, params string[] tasks)
    {
        foreach (var task in tasks) rig.Decide(task, "Approve", Entries.PersonOf(rig.Approval(task).Waiting[0])!);
        return rig;
    }

    // t1 (a) > t2 (b) > t3 (c) > end, and beside them the initiator's step.
    public static Rig Line3(params (string Task, string Input, JsonNode? Value)[] inputs)
    {
        var tasks = new[] { ("t1", "a"), ("t2", "b"), ("t3", "c") }.Select(t => Task(t.Item1,
            [("Users", (JsonNode?)t.Item2), ("InitiatorStep", "revise"), .. inputs.Where(i => i.Task == t.Item1).Select(i => (i.Input, i.Value))]));
        var cleared = tasks.Select(t => t with { Inputs = t.Inputs.Where(i => !inputs.Any(x => x.Task == t.Id && x.Input == i.Key && x.Value is null)).ToDictionary() });
        var rig = new Rig(Workflow(Chart([Activity("Elsa.Start", "begin"), .. cleared, Task("revise", ("Users", "mia")), Line("end")], "begin -> t1", "t1:Approve -> t2", "t1:Again -> t2", "t2:Approve -> t3", "t3:Approve -> end", "revise:Approve -> t1"), ("Amount", "Int32", 5)));
        return rig.Start(new StartWorkflow { Actor = "mia" });
    }

    public static Rig Started(string id, params (string Name, JsonNode? Value)[] inputs)
    {
        var task = Task(id, inputs);
        task = task with { Inputs = task.Inputs.Where(i => !inputs.Any(x => x.Name == i.Key && x.Value is null)).ToDictionary() };
        var rig = new Rig(Workflow(Chart([task, Line("yes"), Line("no")], $"{id}:Approve -> yes", $"{id}:Reject -> no"))) { Organisation = AssigneeTests.Company };
        return rig.Start(new StartWorkflow { Actor = "mia" });
    }
}
