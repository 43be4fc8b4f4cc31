using System.Text;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Tests.Definitions;

/// <summary>One definition, in the spellings of Elsa's versions and of the people who copy from its pages.</summary>
public class DefinitionSpellingTests
{
    private const string Line = """{"id":"a","type":"Elsa.WriteLine"}""";

    [Fact]
    public void Members_of_the_document_are_read_in_any_case()
    {
        var read = Read("""{"Name":"X","DefinitionId":"x","Variables":[{"Id":"v","Name":"V","TypeName":"Int32","Value":"1"}],"Options":{"UsableAsActivity":true},"Root":{"Id":"r","type":"Elsa.WriteLine","Text":"hi"}}""");

        (read.Name, read.DefinitionId, read.Options.UsableAsActivity).ShouldBe(("X", "x", true));
        read.Variables.ShouldHaveSingleItem().Name.ShouldBe("V");
        (read.Root.Id, read.Root.Pointer, read.Root.Inputs["Text"].Text).ShouldBe(("r", "/Root", "hi"));
    }

    [Fact]
    public void What_is_stored_spells_the_servers_members_once()
    {
        var stored = Stored(Read("""{"Name":"X","Version":7,"Id":"old","Root":{"id":"r","type":"Elsa.Sequence","activities":[{"id":"a","type":"Elsa.WriteLine"}]}}"""));

        stored.Select(m => m.Key).ShouldBe(["name", "version", "id", "root", "definitionId", "isLatest", "isPublished", "createdAt"], ignoreOrder: true);
        ((int)stored["version"]!, stored["id"]!.ToString()).ShouldBe((3, "new"));
        stored["root"]!["activities"]![0]!["nodeId"]!.ToString().ShouldBe("Workflow1:r:a");
    }

    [Theory]
    [InlineData(""" "customProperties":{"canStartWorkflow":true} """)]
    [InlineData(""" "applicationProperties":{"CanStartWorkflow":true} """)]
    [InlineData(""" "canStartWorkflow":true,"customProperties":{} """)]
    public void A_trigger_is_told_in_three_ways(string mark) =>
        Read($$"""{"root":{"id":"r","type":"Elsa.Event",{{mark}} } }""").Root.CanStartWorkflow.ShouldBeTrue();

    [Theory]
    [InlineData("""{"root":{},"usableAsActivity":true}""", true)]
    [InlineData("""{"root":{},"usableAsActivity":true,"options":{}}""", true)]
    [InlineData("""{"root":{},"usableAsActivity":true,"options":{"usableAsActivity":false}}""", false)]
    [InlineData("""{"root":{},"options":{"usableAsActivity":true}}""", true)]
    public void The_options_say_whether_it_is_an_activity_and_only_without_them_the_top(string json, bool expected) =>
        Read(json).Options.UsableAsActivity.ShouldBe(expected);

    [Theory]
    [InlineData(""" "hi" """, "Literal", "hi")]
    [InlineData("3", "Literal", "3")]
    [InlineData("""{"typeName":"String","expression":{"value":"hi"}}""", "Literal", "hi")]
    [InlineData("""{"expression":{"type":"JavaScript","value":"1 + 1"},"memoryReference":{"id":"a:input-0"}}""", "JavaScript", "1 + 1")]
    [InlineData("""{"typeName":"String","memoryReference":{"id":"v"}}""", "Variable", """{"id":"v"}""")]
    public void An_input_is_read_in_every_spelling(string input, string type, string text)
    {
        var read = Read($$"""{"root":{"id":"a","type":"Elsa.WriteLine","text":{{input}} } }""").Root.Inputs["Text"];

        (read.Type, read.Text).ShouldBe((type, text));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"typeName":"String","expression":null,"memoryReference":{"id":"a:input-0"}}""")]
    public void An_input_without_an_expression_is_not_set(string input) =>
        Read($$"""{"root":{"id":"a","type":"Elsa.WriteLine","text":{{input}} } }""").Root.Inputs.ShouldBeEmpty();

    [Fact]
    public void An_activity_that_another_server_did_not_know_is_itself_again_with_its_connections()
    {
        var standIn = new JsonObject { ["id"] = "b", ["type"] = "Elsa.NotFoundActivity", ["missingTypeName"] = "Elsa.WriteLine", ["originalActivityJson"] = """{"id":"b","type":"Elsa.WriteLine","text":"back"}""" };
        var read = Read($$$"""
            {"root":{"id":"r","type":"Elsa.Flowchart","activities":[{{{Line}}},{{{standIn.ToJsonString()}}}],"connections":[],
             "customProperties":{"notFoundConnections":[{"source":{"activity":"b","port":"Done"},"target":{"activity":"a","port":"In"}},{"source":{"activity":"b"},"target":{"activity":"gone"}}]} } }
            """);

        (read.Root.Activities[1].Type, read.Root.Activities[1].Inputs["Text"].Text).ShouldBe(("Elsa.WriteLine", "back"));
        read.Root.Connections.ShouldHaveSingleItem().ShouldBe(new Connection("b", "Done", "a", "In"));
        DefinitionWriter.WithRestored(read, KnownActivities.Registry)!["root"]!["activities"]![1]!["type"]!.ToString().ShouldBe("Elsa.WriteLine");
    }

    [Fact]
    public void An_activity_that_is_not_known_here_is_stored_as_text_in_its_place()
    {
        const string Unknown = """{"id":"u","name":"U1","type":"Their.Thing","version":2,"foo":{"bar":[1,null]},"metadata":{"displayText":"Check","designer":{"position":{"x":1,"y":2}}}}""";
        var stored = Stored(Read($$"""{"root":{"id":"r","type":"Elsa.Sequence","activities":[{{Unknown}},{{Line}}]} }"""));

        var standIn = stored["root"]!["activities"]![0]!;
        (standIn["type"]!.ToString(), standIn["missingTypeName"]!.ToString(), (int)standIn["missingTypeVersion"]!).ShouldBe(("Elsa.NotFoundActivity", "Their.Thing", 2));
        (standIn["id"]!.ToString(), (int)standIn["metadata"]!["designer"]!["position"]!["x"]!).ShouldBe(("u", 1));
        JsonNode.DeepEquals(JsonNode.Parse(standIn["originalActivityJson"]!.ToString()), JsonNode.Parse(Unknown)).ShouldBeTrue();
        Read(stored.ToJsonString()).Root.Activities[0].DisplayText.ShouldBe("Check");
    }

    [Theory]
    [InlineData("\uFEFF{\"root\":{}}")]
    [InlineData("// a comment\n{\"root\":{/* another */},}")]
    public void A_byte_order_mark_comments_and_a_last_comma_do_no_harm(string text) =>
        DefinitionReader.Read(Encoding.UTF8.GetBytes(text), KnownActivities.Registry).Definition.ShouldNotBeNull();

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("{\n  \"root\": }", "The file is not JSON: line 2, column 11: '}' is an invalid start of a value.")]
    [InlineData("""{"root":{"id":"a","id":"b"}}""", "The member 'id' is there twice.")]
    [InlineData("""{"root":{"id":"\ud800"}}""", "The text at /root/id has half a character in it")]
    [InlineData("""{"name":"package","version":"1.0.0"}""", "This is no workflow definition: it has no root activity.")]
    [InlineData("""{"$id":"1","activities":[],"connections":[]}""", "This is a workflow of Elsa 2, which has another format.")]
    public void What_is_no_definition_is_told_in_a_sentence(string text, string sentence) =>
        DefinitionReader.Read(text, KnownActivities.Registry).Findings.ShouldHaveSingleItem().Message.ShouldStartWith(sentence);

    [Fact]
    public void A_document_nested_too_deeply_is_told_so()
    {
        var activity = Line;
        for (var i = 0; i < 100; i++) activity = $$"""{"id":"s{{i}}","type":"Elsa.Sequence","activities":[{{activity}}]}""";

        DefinitionReader.Read($$"""{"root":{{activity}} }""", KnownActivities.Registry).Findings.ShouldHaveSingleItem().Message.ShouldBe("The file is nested more than 100 levels deep.");
    }

    [Fact]
    public void A_document_as_deep_as_may_be_is_read_checked_and_stored()
    {
        var activity = """{"id":"u","type":"Their.Thing"}""";
        for (var i = 0; i < 49; i++) activity = $$"""{"id":"s{{i}}","type":"Elsa.Sequence","activities":[{{activity}}]}""";
        var read = Read($$"""{"name":"deep","root":{{activity}} }""");

        DefinitionValidator.Validate(read, KnownActivities.Registry, new ValidationContext()).ShouldHaveSingleItem().Code.ShouldBe("unknown-activity-type");
        DefinitionWriter.Text(Stored(read)).ShouldContain("Their.Thing");
        DefinitionHash.Of(read).Length.ShouldBe(32);
    }

    private static JsonObject Stored(WorkflowDefinition definition) =>
        DefinitionWriter.WithIdentity(definition, "new", "d", 3, isLatest: true, isPublished: false, DateTimeOffset.UnixEpoch, KnownActivities.Registry);

    private static WorkflowDefinition Read(string json)
    {
        var read = DefinitionReader.Read(json, KnownActivities.Registry);
        read.Findings.ShouldBeEmpty();
        return read.Definition.ShouldNotBeNull();
    }
}
