using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Approvals;

/// <summary>What people saw when they decided, as hashes by field: enough to tell that something has changed since.</summary>
internal static class Contents
{
    /// <summary>Form fields over variables over inputs, each by its name.</summary>
    public static IReadOnlyDictionary<string, string> Of(JsonElement form, IEnumerable<KeyValuePair<string, JsonElement>> variables, IReadOnlyDictionary<string, JsonElement> inputs)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in inputs) fields[name] = Hash(value);
        foreach (var (name, value) in variables) fields[name] = Hash(value);
        if (form.ValueKind == JsonValueKind.Object)
            foreach (var member in form.EnumerateObject()) fields[member.Name] = Hash(member.Value);
        return fields;
    }

    /// <summary>One hash of the protected fields; one that is not there counts as empty. Null: nothing is protected.</summary>
    public static string? Version(IReadOnlyDictionary<string, string> fields, IReadOnlyList<string> watched) =>
        watched.Count == 0 ? null : Hash(string.Join('\n', watched.Order(StringComparer.Ordinal).Select(f => $"{f}={fields.GetValueOrDefault(f)}")));

    private static string Hash(JsonElement value) => JsonValues.IsNullish(value) ? "" : Hash(JsonSerializer.Serialize(value, JsonValues.Compact));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
