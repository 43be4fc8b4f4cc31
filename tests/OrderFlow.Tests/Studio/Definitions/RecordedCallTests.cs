using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using OrderFlow.Tests.Studio.Shapes;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Definitions;

/// <summary>Plays what a genuine Elsa server was asked about definitions and descriptors, in the order of then, and compares the answers' shapes.</summary>
public sealed class RecordedCallTests
{
    /// <summary>Recorded, but not of definitions or descriptors: instances and what they wait for have a test of their own.</summary>
    private static readonly (int First, int Last)[] Mine = [(6, 73), (97, 97), (105, 107), (114, 114), (117, 118), (129, 139)];

    [Fact]
    public async Task Every_recorded_call_is_answered_alike_or_for_a_reason()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var (differences, used) = (new List<string>(), new HashSet<RecordedDifference>());

        foreach (var name in Names().Where(n => Mine.Any(m => Number(n) >= m.First && Number(n) <= m.Last)))
        {
            if (RecordedDifference.NotPlayed.ContainsKey(name)) continue;
            var recording = Recording.Of(name);
            var answer = await pia.SendAsync(RequestOf(recording, ids));
            Learn(name, answer.Body, ids);
            var isFile = answer.Raw.Content.Headers.ContentDisposition is not null || answer.Raw.Content.Headers.ContentType?.MediaType == "application/x-typescript";
            foreach (var difference in recording.Differences((int)answer.Status, isFile ? null : answer.Body).Where(d => !isFile || d != "body: missing"))
            {
                if (RecordedDifference.Known.FirstOrDefault(k => k.Matches(name, difference)) is { } known) used.Add(known);
                else differences.Add($"{name}: {difference}");
            }
        }

        differences.ShouldBeEmpty();
        RecordedDifference.Known.Except(used).ShouldBeEmpty("a reason for a difference that is none any more");
        host.Log.Errors.ShouldBeEmpty();
    }

    private static IEnumerable<string> Names() =>
        JsonNode.Parse(System.IO.File.ReadAllText(Replay.Above.Find("tests/OrderFlow.Tests/Studio/Shapes/recorded.json")!))!.AsObject().Select(r => r.Key).Order(StringComparer.Ordinal);

    private static int Number(string name) => int.Parse(name[..3], System.Globalization.CultureInfo.InvariantCulture);

    private static HttpRequestMessage RequestOf(Recording recording, Dictionary<string, string> ids)
    {
        var request = new HttpRequestMessage(new HttpMethod(recording.Method), "/elsa/api" + Ours(recording.Path, ids));
        if (recording.Name.StartsWith("036", StringComparison.Ordinal)) request.Content = new StringContent("{nope", Encoding.UTF8, "application/json");
        else if (recording.Name.StartsWith("065", StringComparison.Ordinal)) request.Content = Upload(Recording.Of("063-definition-import").Body!);
        else if (recording.Body is { } body) request.Content = JsonContent.Create(JsonNode.Parse(Ours(body.ToJsonString(), ids)));
        return request;
    }

    private static MultipartFormDataContent Upload(JsonNode model)
    {
        model["definitionId"] = "rec-imported-file";
        return new MultipartFormDataContent { { new StringContent(model.ToJsonString()), "files", "recorded.json" } };
    }

    // The ids of then are those that our own answers to the same calls brought.
    private static void Learn(string name, JsonNode? answer, Dictionary<string, string> ids)
    {
        var definition = (answer as JsonObject)?["workflowDefinition"];
        switch (name[..3])
        {
            case "033":
                (ids["a2ff7373a3c6cfae"], ids["97db3e580a49c6e1"]) = (definition!["definitionId"]!.ToString(), definition["id"]!.ToString());
                break;
            case "106":
                ids["ad7ad7496f14957"] = definition!["definitionId"]!.ToString();
                break;
            case "117":
                ids["d486c0b581fa3078"] = definition!["definitionId"]!.ToString();
                break;
        }
    }

    private static string Ours(string text, Dictionary<string, string> ids) => ids.Aggregate(text, (t, id) => t.Replace(id.Key, id.Value, StringComparison.Ordinal));
}
