using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Definitions.Differences;

/// <summary>All that is said of one thing. What is not said, or said as it would be anyway, is not there.</summary>
internal sealed class Facts
{
    private readonly Dictionary<FactKey, (string Label, DefinitionValue Value)> facts = [];
    private readonly List<FactKey> order = [];

    public void Add(FactKind kind, string? text)
    {
        if (!string.IsNullOrEmpty(text)) Add(new FactKey(kind), "", DefinitionValue.OfText(text));
    }

    // Under one key there is one: a second is the draft's mistake, which the checks report.
    public void Add(FactKey key, string label, DefinitionValue value)
    {
        for (var twice = 2; !facts.TryAdd(key, (label, value)); twice++) key = key with { Name = $"{key.Name} ({twice})" };
        order.Add(key);
    }

    /// <summary>The members of a JSON object, each by itself.</summary>
    /// <param name="isKnown">Those that are told otherwise.</param>
    /// <param name="prefix">Before their names.</param>
    public void AddMembers(FactKind kind, JsonObject source, Func<string, bool> isKnown, string prefix = "")
    {
        foreach (var (member, value) in source)
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(member);
            if (!IsNothing(value) && !isKnown(name)) Add(new FactKey(kind, prefix + name), prefix + name, DefinitionValue.OfJson(value!));
        }
    }

    /// <summary>A declared variable, input or output, part by part.</summary>
    /// <param name="key">That both versions have it under.</param>
    public void AddDeclared(FactKind kind, JsonObject source, string key, string name)
    {
        Add(new FactKey(kind, key), name, DefinitionValue.OfText(name));
        foreach (var (member, value) in source)
        {
            var part = JsonNamingPolicy.CamelCase.ConvertName(member);
            if (part is "id" or "name" || IsNothing(value) || IsUsual(part, value!)) continue;
            var isType = part is "type" or "typeName" && value!.GetValueKind() == JsonValueKind.String;
            Add(new FactKey(kind, key, part), name, isType ? DefinitionValue.OfText(Expressions.TypeAliases.Normalize(value!.GetValue<string>())) : DefinitionValue.OfJson(value!));
        }
    }

    /// <summary>What the other says otherwise; of nothing all.</summary>
    public static List<FactChange> Changes(Facts? from, Facts? to)
    {
        var (old, now) = (from?.facts ?? [], to?.facts ?? []);
        var changes = new List<FactChange>();
        foreach (var key in (to?.order ?? []).Concat((from?.order ?? []).Where(k => !now.ContainsKey(k))))
        {
            var (before, after) = (old.GetValueOrDefault(key), now.GetValueOrDefault(key));
            if (Equals(before.Value, after.Value) || (key.Kind == FactKind.Order && IsPlain(before.Value, after.Value, from is null || to is null))) continue;
            changes.Add(new FactChange(key, after.Label ?? before.Label, before.Value, after.Value));
        }

        return changes;
    }

    // What comes or goes at the end is told by itself, and so is the order of what is new or gone as a whole.
    private static bool IsPlain(DefinitionValue? one, DefinitionValue? other, bool isWhole) => one is null || other is null
        ? isWhole || (one ?? other)!.Keys.Count <= 1
        : one.Keys.Zip(other.Keys).All(p => p.First == p.Second);

    private static bool IsNothing(JsonNode? value) => value switch
    {
        null => true,
        JsonArray items => items.Count == 0,
        JsonObject members => members.Count == 0,
        _ => value.GetValueKind() == JsonValueKind.False || (value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0),
    };

    private static bool IsUsual(string part, JsonNode value) =>
        part == "storageDriverTypeName" && value.ToString().Split(',')[0].EndsWith(".WorkflowInstanceStorageDriver", StringComparison.Ordinal);
}
