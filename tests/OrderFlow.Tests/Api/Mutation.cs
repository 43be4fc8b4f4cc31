using System.Text;
using System.Text.Json.Nodes;

namespace OrderFlow.Tests.Api;

/// <summary>Spoils a request that would succeed.</summary>
internal sealed class Mutation(Random random)
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "-1e-400", "2147483648", "9223372036854775808", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\uffff\"", "\"x\"",
        "[]", "{}", "[[[]]]", "[null]", "{\"\":null}", "{\"__proto__\":{}}", "{\"$ref\":\"#\"}", "\"00000000-0000-0000-0000-000000000000\"", "\"2026-02-30\"", "\"9999-12-31T23:59:59Z\"",
        "\"0001-01-01T00:00:00+14:00\"", "\"'; DROP TABLE users; --\"", "\"{{ Variables.Vote }}\"", "\"合同\"", "\"1\"", "1" + new string('0', 80), "\"" + new string('x', 5000) + "\"",
        new string('[', 70) + new string(']', 70),
    ];

    private static readonly string[] Words =
    [
        "", "%00", "%ff", "%2e%2e", "..", "null", "0", "-1", "99999999999999999999", "true", "x'", "%25", "a b", "00000000-0000-0000-0000-000000000000", "{id}", "合同", "%F0%9F%98%80",
        "2026-02-30", "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59Z", new string('x', 2000),
    ];

    public string Path(string path)
    {
        if (!Chance(3)) return path;
        var cut = path.Split('?');
        if (cut.Length == 2 && Chance(2))
        {
            var pairs = cut[1].Split('&');
            pairs[random.Next(pairs.Length)] = pairs[random.Next(pairs.Length)].Split('=')[0] + "=" + Pick(Words);
            return $"{cut[0]}?{string.Join('&', pairs)}";
        }

        var steps = cut[0].Split('/');
        steps[random.Next(2, steps.Length)] = Pick(Words);
        return string.Join('/', steps) + (cut.Length == 2 ? "?" + cut[1] : "");
    }

    public byte[] Body(string json)
    {
        var text = json;
        for (var i = random.Next(4); i > 0; i--) text = Chance(6) ? Cut(text) : Changed(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0 && Chance(12)) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private string Cut(string text) => text.Length == 0 ? text : text.Remove(random.Next(text.Length), 1);

    // One member of any object in it gets another value or name, is taken away, or stands twice.
    private string Changed(string text)
    {
        try
        {
            return Spoilt(JsonNode.Parse(text));
        }
        catch (Exception spoilt) when (spoilt is System.Text.Json.JsonException or InvalidOperationException or ArgumentException)
        {
            // Spoilt before.
            return text + Pick(Values);
        }
    }

    private string Spoilt(JsonNode? root)
    {
        var objects = new List<JsonObject>();
        Collect(root, objects);
        if (objects.Count == 0) return Pick(Values);
        var place = objects[random.Next(objects.Count)];
        var name = place.Count == 0 ? "x" : place.ElementAt(random.Next(place.Count)).Key;
        const string Mark = "\"@@\"";
        switch (random.Next(5))
        {
            case 0:
                place.Remove(name);
                return root!.ToJsonString();
            case 1:
                place[Pick(Words).Trim('"')] = "@@";
                break;
            default:
                place[name] = "@@";
                break;
        }

        return root!.ToJsonString().Replace(Mark, Pick(Values), StringComparison.Ordinal);
    }

    private static void Collect(JsonNode? node, List<JsonObject> objects)
    {
        if (node is JsonObject members)
        {
            objects.Add(members);
            foreach (var (_, value) in members) Collect(value, objects);
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items) Collect(item, objects);
        }
    }

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
