namespace OrderFlow.Engine.Definitions.Differences;

/// <summary>
/// The variables of a version, and which of the other version they are: by id; those of the workflow itself also by name, where
/// one id has gone and another come.
/// </summary>
internal sealed class VariableNames
{
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> keys = new(StringComparer.Ordinal);

    private VariableNames(IEnumerable<VariableDefinition> variables)
    {
        foreach (var variable in variables) names.TryAdd(variable.Id, variable.Name);
    }

    /// <summary>Null: there is no such variable.</summary>
    public string? NameOf(string id) => names.TryGetValue(id, out var name) && name.Length > 0 ? name : null;

    /// <summary>The id that both versions are compared under.</summary>
    public string KeyOf(string id) => keys.GetValueOrDefault(id, id);

    public static (VariableNames From, VariableNames To) Match(WorkflowDefinition from, WorkflowDefinition to)
    {
        var (a, b) = (new VariableNames(All(from)), new VariableNames(All(to)));
        var here = Unmatched(from, b);
        var there = Unmatched(to, a);
        // The smaller id, so that either order of the versions has the same keys.
        foreach (var (name, id) in here)
            if (there.TryGetValue(name, out var other)) a.keys[id] = b.keys[other] = string.CompareOrdinal(id, other) < 0 ? id : other;
        return (a, b);
    }

    private static Dictionary<string, string> Unmatched(WorkflowDefinition of, VariableNames other) => of.Variables
        .Where(v => !other.names.ContainsKey(v.Id) && v.Name.Length > 0)
        .GroupBy(v => v.Name, StringComparer.Ordinal).Where(g => g.Count() == 1)
        .ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal);

    private static IEnumerable<VariableDefinition> All(WorkflowDefinition definition) =>
        definition.Variables.Concat(PlacedActivity.All(definition.Root).SelectMany(a => a.Definition.Variables));
}
