using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderFlow.Tests.Support;

/// <summary>Definitions as documents, in few words.</summary>
internal static class Documents
{
    /// <summary>A workflow: its id is its name, too.</summary>
    public static string Workflow(string id, JsonObject root, string? strategy = null, bool usableAsActivity = false, string incidents = "Fault") => new JsonObject
    {
        ["definitionId"] = id,
        ["name"] = id,
        ["root"] = root,
        ["variables"] = new JsonArray(new JsonObject { ["id"] = "vote", ["name"] = "Vote", ["typeName"] = "String" }),
        ["options"] = new JsonObject
        {
            ["activationStrategyType"] = strategy is null ? null : $"Elsa.Workflows.ActivationValidators.{strategy}Strategy, Elsa.Workflows.Core",
            ["incidentStrategyType"] = $"Elsa.Workflows.IncidentStrategies.{incidents}Strategy, Elsa.Workflows.Core",
            ["usableAsActivity"] = usableAsActivity,
        },
    }.ToJsonString();

    /// <summary>The same, published by two. Rule: see <see cref="OrderFlow.Definitions.SecondPerson"/>.</summary>
    public static string ReleasedBy(string workflow, string rule)
    {
        var document = JsonNode.Parse(workflow)!.AsObject();
        document["customProperties"] = new JsonObject { [OrderFlow.Definitions.SecondPerson.Property] = rule };
        return document.ToJsonString();
    }

    public static JsonObject Sequence(params JsonObject[] activities) => With(new JsonObject { ["id"] = "sequence", ["type"] = "Elsa.Sequence" }, "activities", activities);

    /// <summary>Connections: source activity, port, target activity.</summary>
    public static JsonObject Flowchart(JsonObject[] activities, params (string From, string Port, string To)[] connections)
    {
        var chart = With(new JsonObject { ["id"] = "chart", ["type"] = "Elsa.Flowchart" }, "activities", activities);
        chart["connections"] = new JsonArray([.. connections.Select(c => new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = c.From, ["port"] = c.Port },
            ["target"] = new JsonObject { ["activity"] = c.To, ["port"] = "In" },
        })]);
        return chart;
    }

    public static JsonObject Parallel(params JsonObject[] activities) => With(new JsonObject { ["id"] = "parallel", ["type"] = "Elsa.Parallel" }, "activities", activities);

    public static JsonObject Task(string id, params (string Name, object? Value)[] inputs) => Activity("OrderFlow.ApprovalTask", id, inputs);

    public static JsonObject Event(string name, string? id = null) => Activity("Elsa.Event", id ?? name, ("EventName", name));

    public static JsonObject Trigger(JsonObject activity)
    {
        activity["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return activity;
    }

    public static JsonObject Script(string id, string script) => Input(Activity("Elsa.RunJavaScript", id), "Script", "Literal", script);

    /// <summary>Inputs: text as a literal, anything else as an object in JSON.</summary>
    public static JsonObject Activity(string type, string id, params (string Name, object? Value)[] inputs)
    {
        var activity = new JsonObject { ["id"] = id, ["name"] = id, ["type"] = type, ["metadata"] = new JsonObject { ["displayText"] = id } };
        foreach (var (name, value) in inputs)
        {
            if (value is string or bool or int) Input(activity, name, "Literal", value);
            else Input(activity, name, "Object", JsonSerializer.Serialize(value));
        }

        return activity;
    }

    public static JsonObject Input(JsonObject activity, string name, string type, object value)
    {
        activity[JsonNamingPolicy.CamelCase.ConvertName(name)] =
            new JsonObject { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = type, ["value"] = JsonValue.Create(value) } };
        return activity;
    }

    private static JsonObject With(JsonObject activity, string member, JsonObject[] children)
    {
        activity[member] = new JsonArray([.. children]);
        return activity;
    }
}
