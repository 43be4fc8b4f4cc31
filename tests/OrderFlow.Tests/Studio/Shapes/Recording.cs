using System.Text.Json.Nodes;
using OrderFlow.Tests.Replay;

namespace OrderFlow.Tests.Studio.Shapes;

/// <summary>
/// A request to a genuine Elsa server and the shape of its answer. The recordings lie beside the repository; their shapes are
/// kept in it, so that the comparison runs everywhere.
/// </summary>
/// <param name="Name">File name without ending: "077-instance-get".</param>
/// <param name="Response">Null: the answer had no body.</param>
internal sealed record Recording(string Name, int Status, Shape? Response)
{
    /// <summary>Null: the recordings are not beside the repository.</summary>
    public static string? Folder { get; } = Path.GetDirectoryName(Above.Find("shared/elsa/recordings/INDEX.md"));

    private static string Kept => Above.Find("tests/OrderFlow.Tests/Studio/Shapes/recorded.json")
        ?? throw new FileNotFoundException("Expected recorded.json beside the tests' sources.");

    public static Recording Of(string name)
    {
        var kept = JsonNode.Parse(File.ReadAllText(Kept))![name] ?? throw new KeyNotFoundException($"Expected recorded.json to have the shape of '{name}'.");
        return new Recording(name, kept["status"]!.GetValue<int>(), kept["response"] is { } shape ? Shape.Read(shape) : null);
    }

    /// <summary>The shapes of all recordings, as recorded.json has them.</summary>
    public static JsonObject Survey(string folder) => new(Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file =>
    {
        var recording = JsonNode.Parse(File.ReadAllText(file))!;
        var kept = new JsonObject { ["status"] = recording["status"]!.GetValue<int>() };
        if (recording["response"] is JsonObject or JsonArray) kept["response"] = Shape.Of(recording["response"]).ToJson();
        return KeyValuePair.Create(Path.GetFileNameWithoutExtension(file), (JsonNode?)kept);
    }));

    /// <summary>Differences of an answer that no reason is known for, and reasons that no difference needs any more.</summary>
    /// <param name="answer">Null: no body.</param>
    /// <param name="reasons">Difference and reason; "$.x: missing".</param>
    public IReadOnlyList<string> Unexplained(int status, JsonNode? answer, IReadOnlyDictionary<string, string> reasons)
    {
        var differences = new List<string>();
        if (status != Status) differences.Add($"status: {status} instead of {Status}");
        if (Response is null != answer is null) differences.Add(answer is null ? "body: missing" : "body: extra");
        if (Response is not null && answer is not null) differences.AddRange(Response.Differences(Shape.Of(answer)));
        return [.. differences.Where(d => !reasons.ContainsKey(d))];
    }
}
