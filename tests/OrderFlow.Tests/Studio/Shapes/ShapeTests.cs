using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderFlow.Tests.Studio.Shapes;

public sealed class ShapeTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""", "")]
    [InlineData("""{"a":1}""", """{"a":"1"}""", "$.a: text instead of number")]
    [InlineData("""{"a":1}""", """{}""", "$.a: missing")]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", "$.b: extra")]
    [InlineData("""{"a":"x"}""", """{"a":null}""", "$.a: null instead of text")]
    [InlineData("""{"a":null}""", """{"a":"x"}""", "")]
    [InlineData("""{"at":"2026-11-23T23:26:48.4+00:00"}""", """{"at":"yesterday"}""", "$.at: text instead of time")]
    [InlineData("""{"l":[{"a":1,"b":1},{"a":1}]}""", """{"l":[{"a":1}]}""", "")]
    [InlineData("""{"l":[{"a":1},{"a":1}]}""", """{"l":[{"a":1},{}]}""", "$.l[].a: sometimes missing")]
    [InlineData("""{"input":{"x":1}}""", """{"input":{"y":"z"}}""", "")]
    public void An_answer_is_held_against_the_recorded_shape(string recorded, string answer, string difference)
    {
        var shape = Shape.Of(JsonNode.Parse(recorded));

        string.Join("; ", shape.Differences(Shape.Of(JsonNode.Parse(answer)))).ShouldBe(difference);

        string.Join("; ", Shape.Read(shape.ToJson()).Differences(Shape.Of(JsonNode.Parse(answer)))).ShouldBe(difference);
    }

    /// <summary>With <c>ORDERFLOW_UPDATE_SHAPES=1</c> it writes the kept shapes anew.</summary>
    [Fact]
    public void The_kept_shapes_are_those_of_the_recordings()
    {
        if (Recording.Folder is not { } folder) return;
        var survey = Recording.Survey(folder);
        var kept = Replay.Above.Find("tests/OrderFlow.Tests/Studio/Shapes/recorded.json")!;
        if (Environment.GetEnvironmentVariable("ORDERFLOW_UPDATE_SHAPES") == "1")
            File.WriteAllText(kept, Lines(survey));

        JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(kept)), survey).ShouldBeTrue("recorded.json is not what the recordings say.");
    }

    // A recording a line: a change shows which.
    private static string Lines(JsonObject survey)
    {
        var relaxed = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        return "{\n" + string.Join(",\n", survey.Select(s => $"{JsonSerializer.Serialize(s.Key)}: {s.Value!.ToJsonString(relaxed)}")) + "\n}\n";
    }
}
