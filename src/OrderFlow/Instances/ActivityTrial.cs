using System.Text.Json;
using Npgsql;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Instances;

/// <summary>What an activity did when it was tried.</summary>
/// <param name="Inputs">As they were evaluated, by name.</param>
/// <param name="Failure">Null: it did not fail.</param>
/// <param name="IsWaiting">It has opened a task, set a deadline or the like, and has not ended.</param>
public sealed record TrialResult(IReadOnlyDictionary<string, JsonElement> Inputs, IReadOnlyDictionary<string, JsonElement> Outputs, string? Failure, bool IsWaiting);

/// <summary>
/// Tries one activity of a definition by itself: with the variables' defaults, without what comes before it. Nothing is stored
/// and nothing is sent: what the engine decides is looked at and thrown away.
/// </summary>
public sealed class ActivityTrial(WorkflowEngine engine, NpgsqlDataSource database, TimeProvider clock)
{
    /// <param name="definition">Published or not.</param>
    /// <param name="activity">By id or by node id.</param>
    /// <returns>Null: it has no such activity.</returns>
    public async Task<TrialResult?> RunAsync(WorkflowDefinition definition, string activity, CancellationToken cancel)
    {
        if (All(definition.Root).FirstOrDefault(a => a.Id == activity || a.NodeId == activity) is not { } tried) return null;
        await using var connection = await database.OpenConnectionAsync(cancel);
        var workflow = await CompiledVersions.CompileAsync(definition with { Root = tried }, connection, cancel);
        var now = clock.GetUtcNow();
        var burst = (Burst)engine.Decide(workflow, WorkflowEngine.NewInstance(workflow, Guid.CreateVersion7(now), now), new StartWorkflow(), now);
        var mine = burst.Journal.Where(j => j.ActivityId == tried.Id).ToList();
        return new TrialResult(
            Values(mine.FirstOrDefault(j => j.Event == JournalEvent.Started)?.Data ?? default),
            burst.State.ActivityOutputs.GetValueOrDefault(tried.Id) ?? [],
            burst.State.Incidents.Select(i => i.Message).FirstOrDefault(),
            burst.State.Status == WorkflowStatus.Running && burst.State.Incidents.Count == 0);
    }

    private static Dictionary<string, JsonElement> Values(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object ? data.EnumerateObject().ToDictionary(m => m.Name, m => m.Value) : [];

    private static IEnumerable<ActivityDefinition> All(ActivityDefinition activity) =>
        activity.Activities.Concat(activity.Ports.Values).Concat(activity.Cases.Select(c => c.Activity).OfType<ActivityDefinition>()).SelectMany(All).Prepend(activity);
}
