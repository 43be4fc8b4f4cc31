using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Definitions.Differences;

/// <summary>All that a definition says of the workflow itself, but for what the server writes there.</summary>
internal static class WorkflowFacts
{
    private static readonly HashSet<string> Elsewhere =
    [
        "$schema", "id", "definitionId", "createdAt", "version", "isLatest", "isPublished", "isReadonly", "isSystem", "links",
        "name", "description", "variables", "inputs", "outputs", "outcomes", "options", "usableAsActivity", "root",
    ];

    public static Facts Of(WorkflowDefinition definition, ActivityFacts activities)
    {
        var facts = new Facts();
        facts.Add(FactKind.Name, definition.Name);
        facts.Add(FactKind.Description, definition.Description);
        foreach (var variable in Declared(definition, "variables")) activities.AddVariable(facts, variable);
        foreach (var input in Declared(definition, "inputs")) AddNamed(facts, FactKind.Input, input);
        foreach (var output in Declared(definition, "outputs")) AddNamed(facts, FactKind.Output, output);
        foreach (var outcome in definition.Outcomes.Distinct()) facts.Add(new FactKey(FactKind.Outcome, outcome), outcome, DefinitionValue.OfText(outcome));
        if (definition.Options.UsableAsActivity) facts.Add(new FactKey(FactKind.Option, "usableAsActivity"), "usableAsActivity", DefinitionValue.OfJson(JsonValue.Create(true)));
        facts.AddMembers(FactKind.Option, Options(definition), name => name == "usableAsActivity");
        facts.AddMembers(FactKind.Other, definition.Source, Elsewhere.Contains);
        return facts;
    }

    private static void AddNamed(Facts facts, FactKind kind, JsonObject declared)
    {
        if (declared.Member("name")?.ToString() is { Length: > 0 } name) facts.AddDeclared(kind, declared, name, name);
    }

    private static IEnumerable<JsonObject> Declared(WorkflowDefinition definition, string member) => (definition.Source.Member(member) as JsonArray ?? []).OfType<JsonObject>();

    // Strategies are written as names of .NET types; what stands for the usual one is as if it were not written.
    private static JsonObject Options(WorkflowDefinition definition)
    {
        var options = (definition.Source.Member("options") as JsonObject)?.DeepClone() as JsonObject ?? [];
        foreach (var name in options.Select(o => o.Key).ToList())
        {
            if (options[name] is not JsonValue value || value.GetValueKind() != JsonValueKind.String || !name.EndsWith("StrategyType", StringComparison.OrdinalIgnoreCase)) continue;
            var type = value.GetValue<string>().Split(',')[0].Trim();
            var strategy = type[(type.LastIndexOf('.') + 1)..];
            options[name] = strategy is "AllowAlwaysStrategy" or "FaultStrategy" ? null : strategy;
        }

        return options;
    }
}
