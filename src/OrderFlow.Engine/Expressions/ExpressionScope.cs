using System.Text.Json;

namespace OrderFlow.Engine.Expressions;

/// <summary>
/// What one evaluation may see and change of a running instance. Values are JSON; an undefined <see cref="JsonElement"/>
/// (<c>default</c>) stands for "no such thing".
/// </summary>
public abstract class ExpressionScope
{
    public abstract string WorkflowInstanceId { get; }
    public abstract string WorkflowDefinitionId { get; }
    public abstract string WorkflowDefinitionVersionId { get; }
    public abstract int WorkflowDefinitionVersion { get; }

    /// <summary>Null: none. Scripts may set it.</summary>
    public abstract string? CorrelationId { get; set; }

    /// <summary>Null: none. Scripts may set it.</summary>
    public abstract string? InstanceName { get; set; }

    /// <summary>The burst's time. Scripts see no other clock, so that the same input gives the same output.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>A number that differs with every call and is the same when the burst is decided again; feeds random numbers and ids.</summary>
    public abstract ulong NextRandom();

    /// <summary>The workflow's inputs by name.</summary>
    public abstract IReadOnlyDictionary<string, JsonElement> Input { get; }

    /// <summary>All variables visible here, the innermost scope first; a name occurs once.</summary>
    public abstract IEnumerable<string> VariableNames { get; }

    /// <summary>The value of a visible variable by name or id; undefined: not declared. JSON null: declared, without a value.</summary>
    public abstract JsonElement GetVariable(string nameOrId);

    /// <summary>Sets a visible variable; one that is not declared is created in the workflow's scope, as Elsa does.</summary>
    public abstract void SetVariable(string name, JsonElement value);

    /// <summary>Type alias of a declared variable ("Int32", "DateTimeOffset" …); null: not declared.</summary>
    public abstract string? VariableType(string nameOrId);

    /// <summary>The last output of an activity, by id or name; undefined: it has not run or has no such output. Null output name: "Result".</summary>
    public abstract JsonElement GetOutput(string activity, string? outputName);

    /// <summary>The result of the activity that ran last; JSON null: none.</summary>
    public abstract JsonElement LastResult { get; }

    /// <summary>(activity name, output name) of everything that <c>getXFromY()</c> can read: names from tool version 3 on, ids before.</summary>
    public abstract IEnumerable<(string Activity, string Output)> OutputNames { get; }

    /// <summary>Further named values for scripts and templates ("document", "task"); empty: none.</summary>
    public virtual IReadOnlyDictionary<string, JsonElement> Extras => NoExtras;

    /// <summary>Where a script's <c>setOutcome</c> and <c>setOutcomes</c> write; null: the functions are not offered.</summary>
    public virtual IList<string>? OutcomeSink => null;

    private static readonly Dictionary<string, JsonElement> NoExtras = [];
}
