using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Definitions.Differences;

namespace OrderFlow.Tests.Definitions.Differences;

/// <summary>Makes the new document of the old one and the difference alone.</summary>
internal sealed class DifferenceApplier
{
    private readonly Dictionary<string, JsonObject> activities = [];
    private readonly Dictionary<string, (string? Parent, string Slot)> places = [];
    private readonly Dictionary<string, List<Connection>> connections = [];
    private readonly Dictionary<string, List<string>> orders = [];

    public static JsonObject Apply(JsonObject document, WorkflowDifference difference)
    {
        var applier = new DifferenceApplier();
        var result = (JsonObject)document.DeepClone();
        applier.TakeApart(DefinitionReader.Read(document.DeepClone(), KnownActivities.Registry).Definition!.Root, null, "");
        foreach (var change in difference.Activities) applier.Apply(change);
        // An order is of what is there when all has come and gone.
        foreach (var change in difference.Activities.Where(c => c.New is not null))
            foreach (var fact in change.Facts.Where(f => f.Key.Kind == FactKind.Order)) applier.Apply(applier.activities[change.New!.Id], fact, change.New.Id);
        foreach (var change in difference.Connections)
        {
            if (change.Kind == ChangeKind.Added) applier.connections[change.Chart.Id].Add(change.Connection);
            else applier.connections[change.Chart.Id].RemoveAll(c => c == change.Connection);
        }

        foreach (var change in difference.Workflow) ApplyToWorkflow(result, change);
        result["root"] = applier.Build(applier.places.Single(p => p.Value.Parent is null).Key);
        return result;
    }

    private void TakeApart(ActivityDefinition activity, string? parent, string slot)
    {
        var own = (JsonObject)activity.Source.DeepClone();
        own.Remove("activities");
        own.Remove("connections");
        own.Remove("body");
        foreach (var item in (own["cases"] as JsonArray ?? []).OfType<JsonObject>()) item.Remove("activity");
        activities[activity.Id] = own;
        places[activity.Id] = (parent, slot);
        connections[activity.Id] = [.. activity.Connections.Distinct()];
        orders[activity.Id] = [.. activity.Activities.Select(a => a.Id)];
        foreach (var child in activity.Activities) TakeApart(child, activity.Id, "Activities");
        foreach (var (port, child) in activity.Ports) TakeApart(child, activity.Id, port);
        foreach (var item in activity.Cases.Where(c => c.Activity is not null)) TakeApart(item.Activity!, activity.Id, "Case: " + item.Label);
    }

    private void Apply(ActivityChange change)
    {
        if (change.New is null)
        {
            activities.Remove(change.Old!.Id);
            places.Remove(change.Old.Id);
            return;
        }

        var id = change.New.Id;
        if (change.Old is null) (activities[id], connections[id], orders[id]) = (new JsonObject { ["id"] = id }, [], []);
        if (change.Old is null || change.IsMoved)
        {
            places[id] = (change.NewPlace!.Parent?.Id, change.NewPlace.Slot);
            // What has come stands at the end, in the order of the changes.
            foreach (var order in orders.Values) order.Remove(id);
            if (change.NewPlace.Parent is { } parent) orders[parent.Id].Add(id);
        }

        foreach (var fact in change.Facts.Where(f => f.Key.Kind != FactKind.Order)) Apply(activities[id], fact, id);
    }

    private void Apply(JsonObject activity, FactChange change, string id)
    {
        var (kind, name, value) = (change.Key.Kind, change.Key.Name, change.New?.Value?.DeepClone());
        switch (kind)
        {
            case FactKind.Type: activity["type"] = value; break;
            case FactKind.Name: activity["name"] = value; break;
            case FactKind.DisplayName: Inside(activity, "metadata")["displayText"] = value; break;
            case FactKind.Description: Inside(activity, "metadata")["description"] = value; break;
            case FactKind.Option: Inside(activity, "customProperties")[name] = value; break;
            case FactKind.Input when change.New?.Syntax == "Variable" || (name == "Variable" && value is null): activity[Camel(name)] = value; break;
            case FactKind.Input: activity[Camel(name)] = change.New is null ? null : new JsonObject { ["expression"] = new JsonObject { ["type"] = change.New.Syntax, ["value"] = value } }; break;
            case FactKind.Output: activity[Camel(name)] = value is null ? null : new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = value } }; break;
            case FactKind.Start: activity["start"] = (value as JsonArray)?[0]?.DeepClone(); break;
            case FactKind.Case: Case(activity, name, change.New); break;
            case FactKind.Variable: Declared(activity, "variables", change, "id"); break;
            case FactKind.Order when activity["type"]!.ToString() == "Elsa.Sequence" && value is JsonArray steps: orders[id] = [.. steps.Select(s => s!.ToString())]; break;
            case FactKind.Order when value is JsonArray labels: Reorder(activity, [.. labels.Select(l => l!.ToString())]); break;
            case FactKind.Order: break;
            case FactKind.Other when name.StartsWith("metadata.", StringComparison.Ordinal): Inside(activity, "metadata")[name["metadata.".Length..]] = value; break;
            case FactKind.Other: activity[name] = value; break;
            default: throw new InvalidOperationException($"Expected no {kind} of an activity.");
        }
    }

    private static void ApplyToWorkflow(JsonObject document, FactChange change)
    {
        var (kind, name, value) = (change.Key.Kind, change.Key.Name, change.New?.Value?.DeepClone());
        switch (kind)
        {
            case FactKind.Name: document["name"] = value; break;
            case FactKind.Description: document["description"] = value; break;
            case FactKind.Variable: Declared(document, "variables", change, "id"); break;
            case FactKind.Input: Declared(document, "inputs", change, "name"); break;
            case FactKind.Output: Declared(document, "outputs", change, "name"); break;
            case FactKind.Outcome when value is null: document["outcomes"]!.AsArray().RemoveAll(o => o!.ToString() == name); break;
            case FactKind.Outcome: document["outcomes"]!.AsArray().Add(value); break;
            case FactKind.Option when name == "incidentStrategyType": document["options"]![name] = value is null ? null : $"Elsa.Workflows.IncidentStrategies.{value}, Elsa.Workflows.Core"; break;
            case FactKind.Option: document["options"]![name] = value; break;
            case FactKind.Other: document[name] = value; break;
            default: throw new InvalidOperationException($"Expected no {kind} of a workflow.");
        }
    }

    private JsonObject Build(string id)
    {
        var activity = activities[id];
        var type = activity["type"]!.ToString();
        var children = places.Where(p => p.Value.Parent == id).ToList();
        var listed = children.Where(c => c.Value.Slot == "Activities").Select(c => c.Key).OrderBy(c => orders[id].IndexOf(c) is >= 0 and var at ? at : int.MaxValue).ToList();
        if (type is "Elsa.Flowchart" or "Elsa.Sequence" || listed.Count > 0) activity["activities"] = new JsonArray([.. listed.Select(Build)]);
        if (connections[id].Count > 0) activity["connections"] = new JsonArray([.. connections[id].Select(c => new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = c.Source, ["port"] = c.SourcePort },
            ["target"] = new JsonObject { ["activity"] = c.Target, ["port"] = c.TargetPort },
        })]);
        foreach (var (child, place) in children.Where(c => c.Value.Slot != "Activities"))
        {
            if (place.Slot.StartsWith("Case: ", StringComparison.Ordinal)) CaseOf(activity, place.Slot["Case: ".Length..])["activity"] = Build(child);
            else activity[Camel(place.Slot)] = Build(child);
        }

        return activity;
    }

    private static void Case(JsonObject activity, string label, DefinitionValue? condition)
    {
        if (condition is null)
        {
            activity["cases"]!.AsArray().RemoveAll(c => c!["label"]!.ToString() == label);
            return;
        }

        CaseOf(activity, label)["condition"] = new JsonObject { ["type"] = condition.Syntax, ["value"] = condition.Value?.DeepClone() };
    }

    private static JsonObject CaseOf(JsonObject activity, string label)
    {
        if (activity["cases"] is not JsonArray cases) activity["cases"] = cases = [];
        if (cases.FirstOrDefault(c => c!["label"]!.ToString() == label) is JsonObject found) return found;
        var item = new JsonObject { ["label"] = label };
        cases.Add(item);
        return item;
    }

    private static void Reorder(JsonObject activity, List<string> labels)
    {
        var cases = activity["cases"]!.AsArray().Select(c => c!.DeepClone()).OrderBy(c => labels.IndexOf(c["label"]!.ToString())).ToArray();
        activity["cases"] = new JsonArray(cases);
    }

    private static void Declared(JsonObject holder, string list, FactChange change, string key)
    {
        if (holder[list] is not JsonArray items) holder[list] = items = [];
        var item = items.FirstOrDefault(i => i![key]!.ToString() == change.Key.Name) as JsonObject;
        if (change.Key.Member.Length == 0 && change.New is null)
        {
            items.Remove(item);
            return;
        }

        if (item is null && change.New is null) return;
        if (item is null) items.Add(item = new JsonObject { [key] = change.Key.Name });
        item[change.Key.Member.Length == 0 ? "name" : change.Key.Member] = change.New?.Value?.DeepClone();
    }

    private static JsonObject Inside(JsonObject activity, string member)
    {
        if (activity[member] is not JsonObject inside) activity[member] = inside = [];
        return inside;
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
