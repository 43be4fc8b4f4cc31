using System.Text.Json.Nodes;
using OrderFlow.Replay.Mapping;

namespace OrderFlow.Tests.Replay;

/// <summary>
/// An oracle that owes nothing to the engine: reads a definition in which one task is open at a time straight from its JSON, and follows
/// the arrows. What it says of a log, the replay must say too.
/// </summary>
internal sealed class TaskWalk(JsonNode definition)
{
    private readonly Dictionary<string, JsonNode> activities = definition["root"]!["activities"]!.AsArray().ToDictionary(at => (string)at!["id"]!, at => at!);

    private readonly Dictionary<(string, string), string> arrows = definition["root"]!["connections"]!.AsArray()
        .ToDictionary(at => ((string)at!["source"]!["activity"]!, (string)at["source"]!["port"]!), at => (string)at!["target"]!["activity"]!);

    public static TaskWalk Of(string file) => new(Load(file));

    public static JsonNode Load(string file) => JsonNode.Parse(File.ReadAllText(Above.Find($"workflows/{file}").ShouldNotBeNull()))!;

    /// <summary>"finished: Outcome", "waiting: Task", or "deviates: n" with the number of the event that the definition does not allow.</summary>
    public string Run(CasePlan plan)
    {
        string? at = null;
        var outcome = "";
        foreach (var step in plan.Steps)
        {
            var next = step.Action switch
            {
                StartCase when at is null => Follow("Start", "Done", ref outcome),
                TakeOutcome taken when taken.Task == at => Follow(at, taken.Outcome, ref outcome),
                _ => null,
            };
            if (next is null)
                return $"deviates: {step.Event.Number}";
            at = next;
        }
        return at == "End" ? $"finished: {outcome}" : $"waiting: {at}";
    }

    private string? Follow(string from, string port, ref string outcome)
    {
        while (arrows.TryGetValue((from, port), out var to))
        {
            var type = (string)activities[to]["type"]!;
            if (type == "OrderFlow.ApprovalTask")
                return to;
            if (type == "Elsa.End")
                return "End";
            if (type == "Elsa.SetOutput")
                outcome = (string)activities[to]["outputValue"]!["expression"]!["value"]!;
            (from, port) = (to, "Done");
        }
        return null;
    }
}
