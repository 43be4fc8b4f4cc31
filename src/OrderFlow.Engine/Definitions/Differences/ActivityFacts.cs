using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions.Differences;

/// <summary>All that a definition says of an activity, but for its id, its children and where it stands on the canvas.</summary>
internal sealed class ActivityFacts(ActivityRegistry registry, VariableNames variables, Func<string, string> idOf)
{
    // What a server puts there by itself, and what is told by more than its text.
    private static readonly HashSet<string> Elsewhere =
    [
        "id", "nodeId", "type", "version", "name", "metadata", "customProperties", "applicationProperties", "canStartWorkflow",
        "latestAvailablePublishedVersion", "latestAvailablePublishedVersionId",
    ];

    // Of these the first case that holds may be the only one that counts.
    private static readonly HashSet<string> Ordered = ["Elsa.Switch", "Elsa.FlowSwitch", "Elsa.SendHttpRequest"];

    public Facts Of(ActivityDefinition activity)
    {
        var facts = new Facts();
        facts.Add(FactKind.Type, activity.Type);
        if (activity.Version != 1) facts.Add(FactKind.TypeVersion, activity.Version.ToString(CultureInfo.InvariantCulture));
        facts.Add(FactKind.Name, activity.Name);
        AddMetadata(facts, activity.Source.Member("metadata") as JsonObject ?? []);
        AddSettings(facts, activity);
        var told = Told(activity);
        AddInputs(facts, activity, told);
        AddOutputs(facts, activity, told);
        foreach (var item in activity.Cases)
            facts.Add(new FactKey(FactKind.Case, item.Label), item.Label, item.Condition is { } condition ? DefinitionValue.Of(condition, "Boolean", variables) : DefinitionValue.OfText(""));
        if (Ordered.Contains(activity.Type)) AddOrder(facts, activity.Cases, c => c.Label, c => c.Label, c => c.Label);
        if (activity.Type == "Elsa.Sequence")
            AddOrder(facts, activity.Activities, c => c.Id, c => idOf(c.Id), c => c.DisplayText);
        if (activity.Start is { } start)
            facts.Add(new FactKey(FactKind.Start), "", DefinitionValue.OfList([start], [idOf(start)], activity.Activities.FirstOrDefault(c => c.Id == start)?.DisplayText ?? start));
        // A workflow used as an activity may have an input of this name.
        if (told.Contains("variables"))
            foreach (var variable in (activity.Source.Member("variables") as JsonArray ?? []).OfType<JsonObject>()) AddVariable(facts, variable);
        facts.AddMembers(FactKind.Other, activity.Source, told.Contains);
        return facts;
    }

    /// <param name="facts">Of the workflow or the container that declares it.</param>
    public void AddVariable(Facts facts, JsonObject variable)
    {
        var name = variable.Member("name")?.ToString() ?? "";
        var id = variable.Member("id")?.ToString() ?? name;
        facts.AddDeclared(FactKind.Variable, variable, variables.KeyOf(id), name);
    }

    private static void AddOrder<T>(Facts facts, IReadOnlyList<T> items, Func<T, string> written, Func<T, string> key, Func<T, string> text) =>
        facts.Add(new FactKey(FactKind.Order), "", DefinitionValue.OfList(items.Select(written), [.. items.Select(key)], string.Join(" → ", items.Select(text))));

    private static void AddMetadata(Facts facts, JsonObject metadata)
    {
        foreach (var (member, value) in metadata)
        {
            var text = value is JsonValue said && said.TryGetValue<string>(out var given) ? given : null;
            switch (JsonNamingPolicy.CamelCase.ConvertName(member))
            {
                case "displayText" when text is not null: facts.Add(FactKind.DisplayName, text); break;
                case "description" when text is not null: facts.Add(FactKind.Description, text); break;
            }
        }

        facts.AddMembers(FactKind.Other, metadata, name => name is "designer" or "displayText" or "description", "metadata.");
    }

    private static void AddSettings(Facts facts, ActivityDefinition activity)
    {
        if (activity.CanStartWorkflow) facts.Add(new FactKey(FactKind.Option, "canStartWorkflow"), "canStartWorkflow", DefinitionValue.OfJson(JsonValue.Create(true)));
        if (activity.MergeMode is { } mode) facts.Add(new FactKey(FactKind.Option, "mergeMode"), "mergeMode", DefinitionValue.OfText(mode.ToString()));
        var custom = (activity.Source.Member("customProperties") ?? activity.Source.Member("applicationProperties")) as JsonObject ?? [];
        facts.AddMembers(FactKind.Option, custom, name => name == "canStartWorkflow" || (name == "mergeMode" && activity.MergeMode is not null));
    }

    private void AddInputs(Facts facts, ActivityDefinition activity, HashSet<string> told)
    {
        var descriptor = registry.Describe(activity.Type);
        foreach (var input in descriptor?.Inputs ?? [])
        {
            var member = JsonNamingPolicy.CamelCase.ConvertName(input.Name);
            if (input.IsWrapped)
            {
                told.Add(member);
                if (activity.Inputs.TryGetValue(input.Name, out var expression) && ValueOf(activity, input, expression) is { } value) facts.Add(new FactKey(FactKind.Input, input.Name), input.Name, value);
            }
            else if (input.TypeName == "Variable" && activity.Source.Member(member) is JsonObject variable && told.Add(member))
            {
                var name = variable.Member("name")?.ToString() ?? "";
                facts.Add(new FactKey(FactKind.Input, input.Name), input.Name, DefinitionValue.OfVariable(variable, (variable.Member("id") ?? variable.Member("name"))?.ToString() ?? "", name, variables));
            }
        }

        // Inputs of a workflow used as an activity, or of a type that is not known.
        foreach (var (name, value) in activity.Source)
            if (value is JsonObject wrapped && wrapped.Member("expression") is JsonObject && ActivityReader.ExpressionOf(wrapped) is { } expression && told.Add(JsonNamingPolicy.CamelCase.ConvertName(name)))
                facts.Add(new FactKey(FactKind.Input, name), name, DefinitionValue.Of(expression, null, variables));
    }

    // Null: it says what would be so anyway.
    private DefinitionValue? ValueOf(ActivityDefinition activity, InputDescriptor input, Expression written)
    {
        var isCode = activity.Type == "Elsa.RunJavaScript" && input.Name == "Script" && written.Type == "Literal";
        var value = DefinitionValue.Of(isCode ? new Expression("JavaScript", written.Value) : written, input.TypeName, variables);
        var usual = input.Default ?? (input.TypeName == "Boolean" ? false : null);
        return written.Value is null || (usual is not null && value.Equals(DefinitionValue.Of(new Expression("Literal", JsonSerializer.SerializeToNode(usual)), input.TypeName, variables))) ? null : value;
    }

    private void AddOutputs(Facts facts, ActivityDefinition activity, HashSet<string> told)
    {
        foreach (var (member, value) in activity.Source)
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(member);
            if (value is not JsonObject bound || bound.Member("expression") is not null || !bound.ContainsKey("memoryReference") || !told.Add(name)) continue;
            var label = registry.Describe(activity.Type)?.Outputs.FirstOrDefault(o => JsonNamingPolicy.CamelCase.ConvertName(o.Name) == name)?.Name ?? member;
            if (ActivityReader.TargetOf(bound) is { } target) facts.Add(new FactKey(FactKind.Output, label), label, DefinitionValue.OfVariable(JsonValue.Create(target), target, "", variables));
            if (bound.Member("converter") is { } converter) facts.Add(new FactKey(FactKind.Output, label, "converter"), label, DefinitionValue.OfJson(converter));
        }
    }

    // Members that are children or told in words of their own.
    private HashSet<string> Told(ActivityDefinition activity)
    {
        var told = new HashSet<string>(Elsewhere, StringComparer.Ordinal);
        foreach (var port in activity.Ports.Keys) told.Add(JsonNamingPolicy.CamelCase.ConvertName(port));
        if (activity.Type is "Elsa.FlowSwitch" or "Elsa.Switch") told.Add("cases");
        if (activity.Type == "Elsa.SendHttpRequest") told.Add("expectedStatusCodes");
        if (activity.Type == "Elsa.Fork") told.Add("branches");
        if (activity.Type == "Elsa.Flowchart") told.Add("start");
        if (ChildRules.ReferenceOf(activity) is null) told.UnionWith(["activities", "connections", "variables"]);
        return told;
    }
}
