using System.Text.Json;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Tests.Expressions;

/// <summary>A scope over plain dictionaries. Variables are found by name, or by id "id-" + name.</summary>
internal sealed class TestScope : ExpressionScope
{
    private ulong random = 1;

    public Dictionary<string, JsonElement> Variables { get; } = [];
    public Dictionary<string, string> Types { get; } = [];
    public Dictionary<string, JsonElement> Inputs { get; } = [];
    public Dictionary<(string Activity, string Output), JsonElement> Outputs { get; } = [];
    public Dictionary<string, JsonElement> More { get; } = [];
    public List<string>? Sink { get; init; }
    public List<string> Written { get; } = [];
    public JsonElement Last { get; set; } = JsonValues.Null;

    public override string WorkflowInstanceId => "instance-1";
    public override string WorkflowDefinitionId => "definition-1";
    public override string WorkflowDefinitionVersionId => "version-1";
    public override int WorkflowDefinitionVersion => 3;
    public override string? CorrelationId { get; set; } = "order-7";
    public override string? InstanceName { get; set; }
    public override DateTimeOffset Now { get; } = new(2026, 3, 31, 9, 30, 15, 250, TimeSpan.Zero);
    public override IReadOnlyDictionary<string, JsonElement> Input => Inputs;
    public override IEnumerable<string> VariableNames => Variables.Keys;
    public override JsonElement LastResult => Last;
    public override IEnumerable<(string Activity, string Output)> OutputNames => Outputs.Keys;
    public override IReadOnlyDictionary<string, JsonElement> Extras => More;

    public override IList<string>? OutcomeSink => Sink;

    public override ulong NextRandom() => random = (random * 6364136223846793005) + 1442695040888963407;

    public override JsonElement GetVariable(string nameOrId) => Variables.GetValueOrDefault(Name(nameOrId));

    public override void SetVariable(string name, JsonElement value)
    {
        Written.Add(name);
        Variables[name] = value;
    }

    public override string? VariableType(string nameOrId) => Types.GetValueOrDefault(Name(nameOrId));

    public override JsonElement GetOutput(string activity, string? outputName) => Outputs.GetValueOrDefault((activity, outputName ?? "Result"));

    public TestScope With(string name, string json, string? type = null)
    {
        Variables[name] = JsonElement.Parse(json);
        if (type is not null) Types[name] = type;
        return this;
    }

    private static string Name(string nameOrId) => nameOrId.StartsWith("id-", StringComparison.Ordinal) ? nameOrId[3..] : nameOrId;
}
