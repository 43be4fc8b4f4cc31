using System.Text.Json.Nodes;
using OrderFlow.Tests.Replay;

namespace OrderFlow.Tests.Studio.Shapes;

/// <summary>
/// A request to a genuine Elsa server and the shape of its answer. The recordings lie beside the repository; their shapes are
/// kept in it, so that the comparison runs everywhere.
/// </summary>
/// <param name="Name">File name without ending: "077-instance-get".</param>
/// <param name="Path">Below the API's base, with its query.</param>
/// <param name="Body">Null: none, or no JSON.</param>
/// <param name="Response">Null: the answer had no body.</param>
internal sealed record Recording(string Name, string Method, string Path, JsonNode? Body, int Status, Shape? Response)
{
    /// <summary>Null: the recordings are not beside the repository.</summary>
    public static string? Folder { get; } = System.IO.Path.GetDirectoryName(Above.Find("shared/elsa/recordings/INDEX.md"));

    private static string Kept => Above.Find("tests/OrderFlow.Tests/Studio/Shapes/recorded.json")
        ?? throw new FileNotFoundException("Expected recorded.json beside the tests' sources.");

    public static Recording Of(string name)
    {
        var kept = JsonNode.Parse(File.ReadAllText(Kept))![name] ?? throw new KeyNotFoundException($"Expected recorded.json to have the shape of '{name}'.");
        return new Recording(
            name, kept["method"]!.GetValue<string>(), kept["path"]!.GetValue<string>(), kept["body"]?.DeepClone(), kept["status"]!.GetValue<int>(), kept["response"] is { } shape ? Shape.Read(shape) : null);
    }

    /// <summary>The requests and the shapes of the answers, as recorded.json has them.</summary>
    public static JsonObject Survey(string folder) => new(Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file =>
    {
        var recording = JsonNode.Parse(File.ReadAllText(file))!;
        var request = recording["request"]!;
        var kept = new JsonObject { ["method"] = request["method"]!.DeepClone(), ["path"] = request["path"]!.DeepClone(), ["status"] = recording["status"]!.DeepClone() };
        if (request["body"] is JsonObject body) kept["body"] = body.DeepClone();
        if (recording["response"] is JsonObject or JsonArray) kept["response"] = Shape.Of(recording["response"]).ToJson();
        return KeyValuePair.Create(System.IO.Path.GetFileNameWithoutExtension(file), (JsonNode?)kept);
    }));

    /// <summary>How an answer departs from the recorded one.</summary>
    /// <param name="answer">Null: no body.</param>
    public IReadOnlyList<string> Differences(int status, JsonNode? answer)
    {
        var differences = new List<string>();
        if (status != Status) differences.Add($"status: {status} instead of {Status}");
        if (Response is null != answer is null) differences.Add(answer is null ? "body: missing" : "body: extra");
        if (Response is not null && answer is not null) differences.AddRange(Response.Differences(Shape.Of(answer)));
        return differences;
    }
}
