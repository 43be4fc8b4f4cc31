using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Activities;

/// <summary>SendHttpRequest and FlowSendHttpRequest: what is sent, and where the answer leads.</summary>
public class HttpCallTests
{
    [Theory]
    [InlineData("200", "ok done")]
    [InlineData("201", "created done")]
    [InlineData("500", "unmatched done")]
    [InlineData("connect", "connect")]
    [InlineData("timeout", "timeout")]
    public void The_flow_goes_on_at_the_outcome_of_the_answer(string answer, string lines)
    {
        var chart = Chart(
            [Flowing([200, 201]), Line("ok"), Line("created"), Line("unmatched"), Line("connect"), Line("timeout"), Line("done")],
            "call:200 -> ok", "call:201 -> created", "call:Unmatched status code -> unmatched", "call:Failed to connect -> connect", "call:Timeout -> timeout", "call -> done");

        Answered(Rig.Started(chart), answer).Lines.ShouldBe(lines);
    }

    [Fact]
    public void A_flow_that_expects_no_status_is_done_whatever_it_is() =>
        Answered(Rig.Started(Chart([Flowing([]), Line("unmatched"), Line("done")], "call:Unmatched status code -> unmatched", "call -> done")), "500").Lines.ShouldBe("done");

    [Theory]
    [InlineData("200", "ok after")]
    [InlineData("204", "after")]
    [InlineData("404", "unmatched after")]
    [InlineData("connect", "connect after")]
    [InlineData("timeout", "timeout after")]
    public void The_activity_of_the_answer_runs_before_what_follows(string answer, string lines)
    {
        var call = Calling().With("UnmatchedStatusCode", Line("unmatched")).With("FailedToConnect", Line("connect")).With("Timeout", Line("timeout"));
        call = call with { Cases = [new SwitchCase("200", null, Line("ok")), new SwitchCase("204", null, null)] };

        Answered(Rig.Started(Sequence("s", call, Line("after"))), answer).Lines.ShouldBe(lines);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("connect")]
    public void Without_an_activity_for_what_came_it_is_done(string answer)
    {
        var rig = Answered(Rig.Started(Sequence("s", Calling(), Line("after"))), answer);

        rig.Lines.ShouldBe("after");
        rig.State.Incidents.ShouldBeEmpty();
        rig.Journal.Any(e => e.Message?.Contains("No answer (connect)", StringComparison.Ordinal) == true).ShouldBe(answer == "connect");
    }

    [Fact]
    public void The_outputs_are_those_of_the_answer_with_every_value_of_a_header()
    {
        var rig = Rig.Started(Sequence("s", Calling(), Event("x")));
        var headers = new Dictionary<string, IReadOnlyList<string>> { ["X-Page"] = ["1", "2"] };

        Resume(rig, new HttpResult { StatusCode = 200, Body = """{"qty":5}""", ContentType = "application/json; charset=utf-8", Headers = headers });

        var outputs = rig.State.ActivityOutputs["call"];
        outputs["StatusCode"].GetInt32().ShouldBe(200);
        outputs["ParsedContent"].GetProperty("qty").GetInt32().ShouldBe(5);
        outputs["ResponseHeaders"].GetRawText().ShouldBe("""{"X-Page":["1","2"]}""");
    }

    [Theory]
    [InlineData(null, "\"a b\"", "text/plain", "a b")]
    [InlineData(null, """{"a":1}""", "application/json", """{"a":1}""")]
    [InlineData("", "\"a\"", "application/json", "a")]
    [InlineData("application/xml", "\"<a/>\"", "application/xml", "<a/>")]
    [InlineData("application/x-www-form-urlencoded", """{"a":"x y","b&":true,"c":"ä"}""", "application/x-www-form-urlencoded", "a=x+y&b%26=true&c=%C3%A4")]
    [InlineData("application/x-www-form-urlencoded", "\"{\\\"a\\\":1}\"", "application/x-www-form-urlencoded", "a=1")]
    [InlineData("application/x-www-form-urlencoded", "\"a=1\"", "application/x-www-form-urlencoded", "a=1")]
    public void The_body_is_written_as_its_content_type_asks(string? type, string content, string sentType, string sent)
    {
        var call = Rig.Started(Calling(("ContentType", type), ("Content", JsonNode.Parse(content)))).Effect<SendHttp>().Call;

        (call.ContentType, call.Body).ShouldBe((sentType, sent));
    }

    [Fact]
    public void A_form_in_parts_has_a_part_for_each_field()
    {
        var call = Rig.Started(Calling(("ContentType", "multipart/form-data"), ("Content", JsonNode.Parse("""{"a":"x","b":2}""")))).Effect<SendHttp>().Call;

        var boundary = call.ContentType!.ShouldStartWithAndGiveRest("multipart/form-data; boundary=");
        call.Body!.Split($"--{boundary}").Length.ShouldBe(4);
        call.Body.ShouldContain("name=\"a\"\r\n\r\nx\r\n");
        call.Body.ShouldEndWith($"--{boundary}--\r\n");
    }

    private static ActivityDefinition Flowing(int[] expected) =>
        Activity("Elsa.FlowSendHttpRequest", "call", ("Url", "https://example.org"), ("ExpectedStatusCodes", new JsonArray([.. expected.Select(e => JsonValue.Create(e))])));

    private static ActivityDefinition Calling(params (string Name, JsonNode? Value)[] inputs) => Activity("Elsa.SendHttpRequest", "call", [("Url", "https://example.org"), .. inputs]);

    private static Rig Answered(Rig rig, string answer) =>
        Resume(rig, int.TryParse(answer, out var status) ? new HttpResult { StatusCode = status } : new HttpResult { Failure = answer, Body = "nobody there" });

    private static Rig Resume(Rig rig, HttpResult result) => rig.Apply(new ResumeBookmark(rig.State.Bookmarks.Single().Id, JsonSerializer.SerializeToElement(result, JsonSerializerOptions.Web)));
}

file static class Texts
{
    public static string ShouldStartWithAndGiveRest(this string text, string start)
    {
        text.ShouldStartWith(start);
        return text[start.Length..];
    }
}
