using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances.Trial;
using OrderFlow.Tasks;

namespace OrderFlow.Tests.Instances.Trial;

/// <summary>Does by chance what can be done at each point of a dry run; the same seed does the same.</summary>
internal sealed class Walk(TrialRun run, int seed)
{
    private readonly Random dice = new(seed);

    /// <returns>Null: nothing can be done any more.</returns>
    public TrialStep? Next()
    {
        if (run.Instances.Count == 0) return Start();
        var choices = new List<TrialStep>();
        foreach (var task in run.Tasks.Where(t => t.State == TaskState.Open))
            foreach (var listed in run.Listed.Where(l => l.TaskId == task.Id))
                foreach (var who in People(task.Id, listed.Assignee))
                    choices.Add(new TrialStep.Decide(task.Id, who, task.Outcomes[dice.Next(task.Outcomes.Length)], dice.Next(2) == 0 ? null : "说明 & more", Form()));
        foreach (var wait in run.Waits)
            choices.Add(wait.Kind == BookmarkKind.Event
                ? new TrialStep.Publish(wait.Key, dice.Next(2) == 0 ? null : wait.Instance.State.CorrelationId, Form())
                : new TrialStep.Resume(wait.Instance.State.Id, wait.BookmarkId, wait.Kind == BookmarkKind.HttpEndpoint ? Json(new { path = "/wait", method = "GET" }) : Form()));
        foreach (var call in run.Calls)
            choices.Add(new TrialStep.Answer(call.Id, dice.Next(3) == 0 ? new HttpResult { Failure = "connect", Body = "no" } : new HttpResult { StatusCode = dice.Next(2) == 0 ? 200 : 500, Body = "{\"a\":1}", ContentType = "application/json" }));
        if (run.Deadlines.Count > 0 && dice.Next(2) == 0) return dice.Next(3) == 0 ? new TrialStep.PushBy(TimeSpan.FromMinutes(dice.Next(1, 3000))) : new TrialStep.PushToNext();
        return choices.Count == 0 ? (run.Deadlines.Count > 0 ? new TrialStep.PushToNext() : null) : choices[dice.Next(choices.Count)];
    }

    private TrialStep.Start Start()
    {
        var definition = run.Version.Workflow.Definition;
        var input = definition.Inputs.ToDictionary(i => i.Name, i => i.Type switch
        {
            "Decimal" => Json(dice.Next(1_000_000)),
            "Boolean" => Json(dice.Next(2) == 0),
            _ => Json(i.Name is "Owner" or "Employee" ? "mia" : i.Name + " 1"),
        });
        var trigger = definition.Root.Activities.FirstOrDefault(a => a.CanStartWorkflow)?.Id;
        return new TrialStep.Start(input, new Dictionary<string, JsonElement>(), null, dice.Next(2) == 0 ? trigger : null, trigger is null ? default : Json(new { item = "desk" }));
    }

    // Where nobody has a role, somebody who would have it.
    private IEnumerable<string> People(Guid task, string assignee)
    {
        var people = run.AssigneesOf(task).FirstOrDefault(a => a.Entry == assignee)?.People ?? [];
        return people.Count > 0 ? people.Select(p => p.Name) : [assignee];
    }

    private JsonElement Form() => dice.Next(2) == 0 ? default : Json(new { amount = dice.Next(9), zeta = "z", alpha = new { y = 1, b = 2 } });

    private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);
}
