using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Activities;

/// <summary>Activities that do one thing and are done.</summary>
public class PrimitiveActivityTests
{
    [Theory]
    [InlineData("Int32", "\"7\"", "7")]
    [InlineData("String", "7", "\"7\"")]
    [InlineData("DateTimeOffset", "\"2026-03-31T09:30:15+08:00\"", "\"2026-03-31T09:30:15+08:00\"")]
    [InlineData("Object", "{\"a\":[1]}", "{\"a\":[1]}")]
    [InlineData("Int32", "\"many\"", null)]
    public void SetVariable_converts_to_the_type_of_the_variable_or_is_an_incident(string type, string value, string? expected)
    {
        var rig = Rig.Started(Sequence("s", Set(new JsonObject { ["id"] = "id-X" }, JsonNode.Parse(value)), Event("e")), ("X", type, null));

        if (expected is null) rig.State.Incidents.ShouldHaveSingleItem().Message.ShouldContain("'X'");
        else JsonElement.DeepEquals(rig.State.Executions[0].Variables!["id-X"], JsonElement.Parse(expected)).ShouldBeTrue();
    }

    [Fact]
    public void SetVariable_finds_its_variable_by_name_too() =>
        Rig.Started(Sequence("s", Set(new JsonObject { ["name"] = "X" }, 5), Event("e")), ("X", "Int32", 1)).State.Executions[0].Variables!["id-X"].GetInt32().ShouldBe(5);

    [Fact]
    public void A_default_of_a_date_keeps_its_seconds() =>
        Rig.Started(Event("e"), ("At", "DateTime", "2026-03-31T09:30:15.25")).State.Executions[0].Variables!["id-At"].GetString().ShouldBe("2026-03-31T09:30:15.25");

    [Theory]
    [InlineData("true", "yes")]
    [InlineData("TRUE", "yes")]
    [InlineData("nonsense", "no")]
    [InlineData("", "no")]
    public void Text_as_a_condition_is_true_only_where_it_says_so(string text, string lines) =>
        Rig.Started(Activity("Elsa.If", "if", ("Condition", text)).With("Then", Line("yes")).With("Else", Line("no"))).Lines.ShouldBe(lines);

    [Fact]
    public void A_literal_that_cannot_be_converted_is_an_incident_and_not_zero()
    {
        var rig = Rig.Started(Activity("Elsa.Delay", "d", ("TimeSpan", "soon")));

        rig.State.Incidents.ShouldHaveSingleItem().Message.ShouldContain("soon");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public void The_instance_is_named_and_numbered()
    {
        var rig = Rig.Started(Sequence("s", Activity("Elsa.SetName", "n", ("Value", "Order 7")), Activity("Elsa.Correlate", "c", ("CorrelationId", "O-7")), Script("read", "getWorkflowInstanceName() + ' ' + getCorrelationId()")));

        (rig.State.Name, rig.State.CorrelationId).ShouldBe(("Order 7", "O-7"));
        rig.State.LastResult.GetString().ShouldBe("Order 7 O-7");
    }

    [Fact]
    public void An_output_of_the_workflow_is_set_and_has_its_declared_type()
    {
        var workflow = Workflow(Activity("Elsa.SetOutput", "o", ("OutputName", "Total"), ("OutputValue", "12"))) with { Outputs = [new OutputDefinition("Total", "Int32", false, null)] };

        new Rig(workflow).Start().State.Output["Total"].GetRawText().ShouldBe("12");
    }

    [Fact]
    public void An_event_is_published_with_what_was_given()
    {
        var rig = Rig.Started(Activity("Elsa.PublishEvent", "p", ("EventName", "paid"), ("CorrelationId", "O-7"), ("IsLocalEvent", true), ("Payload", new JsonObject { ["amount"] = 5 })));

        var published = rig.Effect<PublishEvent>();
        (published.Name, published.CorrelationId, published.OnlyThisInstance, published.Payload.GetRawText()).ShouldBe(("paid", "O-7", true, """{"amount":5}"""));
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void What_an_event_brings_goes_to_the_variable_of_its_result()
    {
        var bound = Event("x") with { Outputs = new Dictionary<string, string> { ["Result"] = "id-Paid" } };
        var rig = Rig.Started(Sequence("s", bound, Script("read", "variables.Paid.amount + ':' + getLastResult().amount + ':' + getResultFromX().amount"), Event("e")), ("Paid", "Object", null));

        rig.Send("x", new { amount = 5 });

        rig.State.LastResult.GetString().ShouldBe("5:5:5");
    }

    [Fact]
    public void A_task_for_an_outside_system_gives_its_id_at_once_and_its_answer_later()
    {
        var rig = Rig.Started(Sequence("s", Activity("Elsa.RunTask", "t", ("TaskName", "print"), ("Payload", new JsonObject { ["copies"] = 2 })), Line("after")));
        var bookmark = rig.State.Bookmarks.ShouldHaveSingleItem();
        rig.State.ActivityOutputs["t"]["TaskId"].GetGuid().ShouldBe(bookmark.Reference!.Value);
        (bookmark.Key, bookmark.Payload.GetProperty("payload").GetProperty("copies").GetInt32()).ShouldBe(("print", 2));

        rig.Apply(new ResumeBookmark(bookmark.Id, Json("printed")));

        rig.State.ActivityOutputs["t"]["Result"].GetString().ShouldBe("printed");
        rig.Lines.ShouldBe("after");
    }

    [Theory]
    [InlineData("Elsa.Delay", null, null, 1)]
    [InlineData("Elsa.Timer", null, null, 1)]
    [InlineData("Elsa.Timer", "Interval", "00:10:00", 10)]
    [InlineData("Elsa.Delay", "TimeSpan", "PT5M", 5)]
    [InlineData("Elsa.StartAt", "DateTime", "2026-05-04T20:30:00+08:00", 30)]
    public void It_waits_for_as_long_as_it_says_or_for_a_minute(string type, string? input, string? value, int minutes)
    {
        var rig = Rig.Started(Activity(type, "w", input is null ? [] : [(input, value)]));

        rig.Effect<SetDeadline>().DueAt.ShouldBe(Rig.Noon.AddMinutes(minutes));
    }

    [Fact]
    public void A_moment_that_is_past_is_not_waited_for() =>
        Rig.Started(Sequence("s", Activity("Elsa.StartAt", "w", ("DateTime", "2026-05-04T11:00:00Z")), Line("after"))).Lines.ShouldBe("after");

    [Theory]
    [InlineData("Elsa.Event", "EventName", "x")]
    [InlineData("Elsa.HttpEndpoint", "Path", "hook")]
    [InlineData("Elsa.Timer", "Interval", "00:10:00")]
    public void A_trigger_waits_when_the_workflow_is_started_directly(string type, string input, string value)
    {
        var rig = Rig.Started(Sequence("s", Activity(type, "t", (input, value)) with { CanStartWorkflow = true }, Line("after")));

        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        rig.Lines.ShouldBe("");
    }

    [Theory]
    [InlineData("\"hello\"", null, "text/plain", "hello")]
    [InlineData("\"hello\"", "", "text/plain", "hello")]
    [InlineData("{\"a\":1}", null, "application/json", "{\"a\":1}")]
    [InlineData("\"<a/>\"", "application/xml", "application/xml", "<a/>")]
    public void A_response_has_the_type_of_its_content_or_the_given_one(string content, string? type, string sentType, string sent)
    {
        var response = Rig.Started(Activity("Elsa.WriteHttpResponse", "r", ("Content", JsonNode.Parse(content)), ("ContentType", type))).Effect<WriteResponse>();

        (response.StatusCode, response.ContentType, response.Content).ShouldBe((200, sentType, sent));
    }

    [Theory]
    [InlineData("NotFound", 404)]
    [InlineData("422", 422)]
    [InlineData("accepted", 202)]
    public void A_status_is_a_name_or_a_number(string status, int code) =>
        Rig.Started(Activity("Elsa.WriteHttpResponse", "r", ("StatusCode", status))).Effect<WriteResponse>().StatusCode.ShouldBe(code);

    [Fact]
    public void Headers_of_a_response_are_text_or_lists()
    {
        var headers = JsonNode.Parse("""{"X-One":"a","X-Two":["b","c"]}""");

        Rig.Started(Activity("Elsa.WriteHttpResponse", "r", ("ResponseHeaders", headers))).Effect<WriteResponse>().Headers.ShouldBe(new Dictionary<string, string> { ["X-One"] = "a", ["X-Two"] = "b, c" });
    }

    [Fact]
    public void An_activity_of_an_unknown_type_is_an_incident_that_names_the_type() =>
        Rig.Started(Activity("Acme.Teleport", "t")).State.Incidents.ShouldHaveSingleItem().Message.ShouldContain("Acme.Teleport");

    [Theory]
    [InlineData(null, "getResultFromFirst()")]
    [InlineData("3.7.0", "getResultFromFirst()")]
    [InlineData("2.14.0", "getResultFromA1()")]
    public void Outputs_are_read_by_the_name_of_the_activity_or_in_old_definitions_by_its_id(string? toolVersion, string script)
    {
        var workflow = Workflow(Sequence("s", Script("a1", "7") with { Name = "First" }, Script("b2", script))) with { ToolVersion = toolVersion };

        new Rig(workflow).Start().State.ActivityOutputs["b2"]["Result"].GetInt32().ShouldBe(7);
    }

    private static ActivityDefinition Set(JsonObject variable, JsonNode? value) =>
        Activity("Elsa.SetVariable", "set", ("Value", value)) with { Source = new JsonObject { ["variable"] = variable } };
}
