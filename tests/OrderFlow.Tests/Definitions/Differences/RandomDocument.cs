using System.Text.Json.Nodes;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Definitions.Differences;

/// <summary>A random definition, plainly spelled. Ids come from a small set, so that two of them have much in common.</summary>
internal sealed class RandomDocument(Random random)
{
    private static readonly string[] Ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    private static readonly string[] Words = ["one", "two", "三"];

    public JsonObject Make()
    {
        var free = new Stack<string>(Ids.OrderBy(_ => random.Next()).Take(random.Next(1, Ids.Length)));
        var document = new JsonObject
        {
            ["definitionId"] = "flow",
            ["name"] = Word(),
            ["description"] = Maybe(Word),
            ["variables"] = Variables(),
            ["inputs"] = Declared("in"),
            ["outputs"] = Declared("out"),
            ["outcomes"] = new JsonArray([.. Words.Where(_ => Half()).Select(w => JsonValue.Create(w))]),
            ["options"] = new JsonObject { ["usableAsActivity"] = Half(), ["activityCategory"] = Maybe(Word), ["incidentStrategyType"] = Half() ? "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core" : null },
            ["customProperties"] = new JsonObject { ["theirs"] = Maybe(Word) },
            ["root"] = Chart("root", free),
        };
        return document;
    }

    private JsonObject Chart(string id, Stack<string> free)
    {
        var children = Children(free);
        var ids = children.Select(c => c["id"]!.ToString()).ToList();
        var wires = ids.SelectMany(_ => ids, (from, to) => (from, Half() ? "Done" : "Other", to)).Where(_ => random.Next(3) == 0).ToArray();
        var chart = Documents.Flowchart([.. children], wires);
        (chart["id"], chart["name"]) = (id, id);
        if (Half()) chart["variables"] = new JsonArray(new JsonObject { ["id"] = id + "1", ["name"] = Word(), ["typeName"] = "String" });
        if (ids.Count > 0 && random.Next(3) == 0) chart["start"] = ids[0];
        return chart;
    }

    private List<JsonObject> Children(Stack<string> free)
    {
        var children = new List<JsonObject>();
        while (random.Next(4) > 0 && free.TryPop(out var id)) children.Add(Activity(id, free));
        return children;
    }

    private JsonObject Activity(string id, Stack<string> free)
    {
        var activity = random.Next(7) switch
        {
            0 => Chart(id, free),
            1 => Named(Documents.Sequence([.. Children(free)]), id),
            2 => Port(Documents.Activity("Elsa.ForEach", id), "body", free),
            3 => Switch(id, free),
            4 => Documents.Input(Documents.Activity("Elsa.SetVariable", id), "Value", "JavaScript", Word()),
            5 => Documents.Task(id, ("Title", Word()), ("Roles", new[] { Word() })),
            _ => Documents.Input(Documents.Activity("Elsa.WriteLine", id), "Text", Half() ? "Liquid" : "Literal", Word()),
        };
        activity["metadata"] = new JsonObject { ["displayText"] = Word(), ["description"] = Maybe(Word), ["theirs"] = Maybe(Word), ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = random.Next(9), ["y"] = 1 } } };
        activity["customProperties"] = new JsonObject { ["canStartWorkflow"] = Half(), ["runAsynchronously"] = Half(), ["mergeMode"] = Half() ? "Race" : null };
        if (activity["type"]!.ToString() == "Elsa.SetVariable") activity["variable"] = new JsonObject { ["id"] = Half() ? "v1" : "v2" };
        if (Half()) activity["unknown"] = new JsonObject { ["is"] = Word() };
        if (activity["type"]!.ToString() == "OrderFlow.ApprovalTask" && Half()) activity["actor"] = new JsonObject { ["typeName"] = "String", ["memoryReference"] = new JsonObject { ["id"] = Half() ? "v1" : "v2" } };
        return activity;
    }

    private JsonObject Switch(string id, Stack<string> free)
    {
        var labels = Words.Where(_ => Half()).OrderBy(_ => random.Next()).ToList();
        var activity = Documents.Activity("Elsa.Switch", id);
        activity["cases"] = new JsonArray([.. labels.Select(label =>
        {
            var item = new JsonObject { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = Word() } };
            return Port(item, "activity", free);
        })]);
        return activity;
    }

    private JsonObject Port(JsonObject holder, string port, Stack<string> free)
    {
        if (Half() && free.TryPop(out var id)) holder[port] = Activity(id, free);
        return holder;
    }

    private JsonArray Variables() => new([.. new[] { "v1", "v2", "v3" }.Where(_ => Half()).Select(id => new JsonObject { ["id"] = id, ["name"] = id + Word(), ["typeName"] = Half() ? "String" : "Int32", ["value"] = Maybe(Word) })]);

    private JsonArray Declared(string kind) => new([.. new[] { "1", "2" }.Where(_ => Half()).Select(n => new JsonObject { ["name"] = kind + n, ["type"] = Half() ? "String" : "Int32", ["displayName"] = Maybe(Word), ["category"] = Word() })]);

    private static JsonObject Named(JsonObject activity, string id)
    {
        (activity["id"], activity["name"]) = (id, id);
        return activity;
    }

    private string Word() => Words[random.Next(Words.Length)];

    private string? Maybe(Func<string> make) => Half() ? make() : null;

    private bool Half() => random.Next(2) == 0;
}
