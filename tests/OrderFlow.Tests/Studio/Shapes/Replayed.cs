using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Shapes;

/// <summary>Sends recorded requests to us, with our ids in the place of the recorded ones, and notes how the answers depart.</summary>
internal sealed class Replayed(ApiClient client)
{
    private readonly Dictionary<string, string> ids = [];
    private readonly Dictionary<(string Recording, string Difference), string> reasons = [];
    private readonly HashSet<(string Recording, string Difference)> met = [];
    private readonly HashSet<string> sent = [];
    private readonly List<string> unexplained = [];

    /// <summary>What departs and why nobody knows; reasons that no difference needs any more.</summary>
    public IReadOnlyList<string> Findings => [.. unexplained, .. reasons.Keys.Except(met).Where(r => sent.Contains(r.Recording)).Select(r => $"{r.Recording} {r.Difference}: no longer, and may be taken off the list")];

    /// <summary>In paths and bodies our id stands for the recorded one.</summary>
    public void Stands(string recorded, object ours) => ids[recorded] = ours.ToString()!;

    /// <summary>A difference on purpose, "$.x: missing".</summary>
    public void Known(string recording, string difference, string reason) => reasons[(recording, difference)] = reason;

    /// <summary>Sends it as recorded.</summary>
    public async Task<JsonNode?> SendAsync(string name)
    {
        var recording = Recording.Of(name);
        sent.Add(name);
        var request = new HttpRequestMessage(new HttpMethod(recording.Method), "/elsa/api" + Ours(recording.Path));
        if (recording.Body is not null) request.Content = new StringContent(Ours(recording.Body.ToJsonString()), Encoding.UTF8, "application/json");
        var response = await client.Http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var answer = bytes.AsSpan().StartsWith("PK"u8) ? Unpacked(bytes) : bytes is [(byte)'{' or (byte)'[', ..] ? JsonNode.Parse(bytes) : null;

        foreach (var difference in recording.Differences((int)response.StatusCode, answer))
        {
            if (reasons.ContainsKey((name, difference))) met.Add((name, difference));
            else unexplained.Add($"{name} {difference}");
        }

        return answer;
    }

    // As the recordings show archives: by name, with the recorded ids in the names.
    private JsonObject Unpacked(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var files = new JsonObject();
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            files[ids.Aggregate(entry.Name, (name, id) => name.Replace(id.Value, id.Key, StringComparison.OrdinalIgnoreCase))] = JsonNode.Parse(content);
        }

        return new JsonObject { ["<zip>"] = files };
    }

    private string Ours(string text) => ids.Aggregate(text, (t, id) => t.Replace(id.Key, id.Value, StringComparison.Ordinal));
}
