using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>What an activity sees and may do during one burst.</summary>
public sealed class ActivityContext
{
    internal static readonly string[] Done = ["Done"];

    private const int LargestJournalled = 32 * 1024;

    private readonly BurstRun run;
    private readonly Dictionary<string, JsonElement> evaluated = new(StringComparer.Ordinal);

    internal ActivityContext(BurstRun run, ActivityExecution execution, ActivityNode node) => (this.run, Execution, Node) = (run, execution, node);

    public ActivityExecution Execution { get; }
    public ActivityNode Node { get; }
    public DateTimeOffset Now => run.Now;
    internal InstanceState State => run.State;
    internal BurstRun Run => run;

    /// <summary>False once the run has ended: by its own completion, or cancelled by something that it did.</summary>
    internal bool IsLive => run.IsLive(Execution);

    /// <summary>True while a child runs or is due to run. Containers ask this instead of counting: an operator may add a run, or take one away.</summary>
    internal bool HasOpenChildren => State.Scheduled.Exists(s => s.OwnerId == Execution.Id) || run.ChildrenOf(Execution).Any();

    /// <summary>True while it waits at a bookmark.</summary>
    internal bool HasBookmarks => State.Bookmarks.Exists(b => b.ExecutionId == Execution.Id);

    /// <summary>The value of an input, converted to its type; JSON null: not set and without a default.</summary>
    /// <exception cref="ExpressionFailure">It cannot be evaluated.</exception>
    public JsonElement Input(string name)
    {
        if (evaluated.TryGetValue(name, out var value)) return value;
        return evaluated[name] = Evaluate(name);
    }

    /// <summary>Evaluates an input anew, for those that change from one iteration to the next.</summary>
    public JsonElement Evaluate(string name)
    {
        var descriptor = Node.Type.Descriptor.Inputs.FirstOrDefault(i => i.Name == name);
        var type = descriptor?.TypeName ?? "Object";
        if (!Node.Inputs.TryGetValue(name, out var expression))
            return descriptor?.Default is { } standard ? JsonSerializer.SerializeToElement(standard) : JsonValues.Null;
        try
        {
            return run.Evaluator.Evaluate(expression, Scope(), type);
        }
        catch (ExpressionFailure failure)
        {
            throw new ExpressionFailure($"Input '{name}' of '{Node.DisplayText}' ({expression.Type}): {failure.Message}", failure);
        }
    }

    /// <summary>Evaluates a case's condition; none is false.</summary>
    public bool EvaluateCondition(Expression? condition, string label)
    {
        if (condition is null) return false;
        try
        {
            return JsonValues.IsTrue(run.Evaluator.Evaluate(condition, Scope(), "Boolean"));
        }
        catch (ExpressionFailure failure)
        {
            throw new ExpressionFailure($"Case '{label}' of '{Node.DisplayText}' ({condition.Type}): {failure.Message}", failure);
        }
    }

    internal JsonElement EvaluateExpression(Expression expression, List<string>? outcomes = null) =>
        run.Evaluator.Evaluate(expression, new BurstScope(run, Execution) { Outcomes = outcomes });

    internal JsonElement EvaluateInputs()
    {
        if (Node.Inputs.Count == 0) return default;
        var shown = new JsonObject();
        foreach (var input in Node.Type.Descriptor.Inputs)
        {
            if (!input.AutoEvaluate || !input.IsWrapped || !Node.Inputs.ContainsKey(input.Name)) continue;
            shown[input.Name] = Shown(Input(input.Name));
        }

        return shown.Count == 0 ? default : JsonSerializer.SerializeToElement(shown);
    }

    public int Number(string key, int absent = 0) => Execution.Data.TryGetValue(key, out var value) ? value.GetInt32() : absent;

    public void SetNumber(string key, int value) => Execution.Data[key] = JsonValues.FromNumber(value);

    public string? Text(string key) => Execution.Data.TryGetValue(key, out var value) ? value.GetString() : null;

    public void SetText(string key, string? value)
    {
        if (value is null) Execution.Data.Remove(key);
        else Execution.Data[key] = JsonValues.FromString(value);
    }

    /// <summary>Notes an output: for scripts, and in the variable or workflow output that it is bound to.</summary>
    public void SetOutput(string name, JsonElement value)
    {
        if (!State.ActivityOutputs.TryGetValue(Node.Key, out var outputs)) State.ActivityOutputs[Node.Key] = outputs = [];
        outputs[name] = value;
        if (name == "Result") State.LastResult = value;
        if (BindingOf(name) is not { } target) return;
        // The binding is looked up from the owner: an activity's own scope is not one that follows it.
        var from = run.Live(Execution.ParentId) ?? Execution;
        if (VariableScopes.Find(run, from, target) is not null) VariableScopes.Set(run, from, target, value);
        else if (Composites.Around(run, from) is var composite && run.NodeOf(composite).Workflow!.Outputs.Any(o => o.Name == target))
            Composites.SetOutput(run, from, target, value);
        else VariableScopes.Set(run, from, target, value);
    }

    public void SetVariable(string nameOrId, JsonElement value) => VariableScopes.Set(run, Execution, nameOrId, value);

    public void Schedule(ActivityNode child, string? tag = null, Dictionary<string, JsonElement>? variables = null) =>
        run.Schedule(child, Execution, Execution.Id, tag, variables);

    internal void ScheduleAfter(ActivityNode child, int scheduledBy) => run.Schedule(child, Execution, scheduledBy);

    /// <summary>Ends the run; no outcome means "Done".</summary>
    public void Complete(params IReadOnlyList<string> outcomes)
    {
        var names = outcomes.Count == 0 ? Done : outcomes;
        run.Complete(Execution, names, Summary(names));
    }

    /// <summary>Ends the run without any outcome: nothing that is connected follows.</summary>
    internal void CompleteSilently() => run.Complete(Execution, []);

    public Bookmark AddBookmark(BookmarkKind kind, string? key = null, JsonElement payload = default, Guid? reference = null, string? tag = null) =>
        run.AddBookmark(Execution, kind, key, payload, reference, tag);

    public void RemoveBookmark(Bookmark bookmark) => run.RemoveBookmark(bookmark);

    public void AddDeadline(Bookmark bookmark, DeadlineKind kind, DateTimeOffset dueAt, int step = 0) =>
        run.AddDeadline(bookmark, run.NewId(), kind, step, dueAt);

    /// <summary>Waits until a moment.</summary>
    internal void WaitUntil(DateTimeOffset moment)
    {
        var id = run.NewId();
        var payload = JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["resumeAt"] = moment });
        run.AddDeadline(AddBookmark(BookmarkKind.Time, null, payload, id), id, DeadlineKind.Time, 0, moment);
    }

    public void Do(Effect effect) => run.Effects.Add(effect);

    public Guid NewId() => run.NewId();

    public void Note(string message, JsonElement data = default) => run.Note(Execution, JournalEvent.Note, message, data);

    /// <summary>True, once, in the activity whose trigger started the instance; with what it brought.</summary>
    internal bool IsTrigger(out JsonElement input)
    {
        input = State.TriggerInput;
        if (State.IsTriggerPassed || State.TriggerActivityId != Node.Key) return false;
        State.IsTriggerPassed = true;
        State.TriggerInput = default;
        return true;
    }

    // What is given to a workflow used as an activity is written where that activity stands: its own variables hide none of it.
    private BurstScope Scope() => new(run, Node.Workflow is null ? Execution : run.Live(Execution.ParentId) ?? Execution);

    // A file that a form brought has its place in the state, and not once more in every line of the journal.
    private static JsonNode? Shown(JsonElement value)
    {
        var size = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String ? value.GetRawText().Length : 0;
        return size > LargestJournalled ? $"({size} characters)" : JsonSerializer.SerializeToNode(value);
    }

    private string? BindingOf(string output)
    {
        if (Node.Definition.Outputs.TryGetValue(output, out var target)) return target;
        return Node.Workflow is null ? null : ActivityReader.TargetOf(ChildRules.MemberOf(Node.Definition.Source, output));
    }

    private JsonElement Summary(IReadOnlyList<string> outcomes)
    {
        var outputs = Node.Type.Descriptor.Outputs.Count > 0 || Node.Workflow is not null ? State.ActivityOutputs.GetValueOrDefault(Node.Key) : null;
        if (outputs is null && outcomes.Count == 1 && outcomes[0] == "Done") return default;
        var summary = new JsonObject();
        if (outputs is not null) summary["outputs"] = new JsonObject(outputs.Select(o => KeyValuePair.Create(o.Key, Shown(o.Value))));
        summary["outcomes"] = JsonSerializer.SerializeToNode(outcomes);
        return JsonSerializer.SerializeToElement(summary);
    }
}
