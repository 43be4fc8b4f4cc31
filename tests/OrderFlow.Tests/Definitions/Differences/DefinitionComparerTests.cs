using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Definitions.Differences;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Definitions.Differences;

public sealed class DefinitionComparerTests
{
    [Theory]
    [InlineData("Mode", """{"typeName":null,"expression":{"type":"Literal","value":"Any"}}""", null)]
    [InlineData("Mode", "\"All\"", """{"typeName":"String","expression":{"value":"All"}}""")]
    [InlineData("Roles", """{"typeName":null,"expression":{"type":"Object","value":"[\"sales\", \"finance\"]"}}""", """["sales","finance"]""")]
    [InlineData("Outcomes", """["Approve", "Reject"]""", null)]
    [InlineData("Title", """{"typeName":null,"expression":{"type":"Liquid","value":"a\r\nb"}}""", """{"typeName":"String","expression":{"type":"Liquid","value":"a\nb"},"memoryReference":null}""")]
    [InlineData("Due", """{"typeName":null,"expression":{"type":"Variable","value":"{\"id\":\"vote\",\"name\":\"Vote\"}"}}""", """{"typeName":null,"memoryReference":{"id":"vote"}}""")]
    public void What_is_only_spelled_otherwise_is_no_change(string input, string? one, string? other) => Change(input, one, other).ShouldBeNull();

    [Theory]
    [InlineData("Mode", "\"All\"", null)]
    [InlineData("Roles", """["sales","finance"]""", """["finance","sales"]""")]
    [InlineData("Title", "\"a\"", """{"typeName":null,"expression":{"type":"JavaScript","value":"a"}}""")]
    [InlineData("Form", "\"3\"", "3")]
    [InlineData("Form", """{"typeName":null,"expression":{"type":"Object","value":"{}"}}""", """{"typeName":null,"expression":{"type":"Liquid","value":"{}"}}""")]
    public void What_means_something_else_is_a_change_of_that_input(string input, string? one, string? other) => Change(input, one, other)!.Key.ShouldBe(new FactKey(FactKind.Input, input));

    [Fact]
    public void A_change_says_old_and_new_with_their_syntax()
    {
        var change = Change("Due", "\"P2D\"", """{"typeName":null,"expression":{"type":"Variable","value":"{\"id\":\"vote\"}"}}""")!;

        (change.Old!.Syntax, change.Old.Text, change.New!.Syntax, change.New.Text).ShouldBe(("Literal", "P2D", "Variable", "Vote"));
    }

    [Fact]
    public void What_only_stands_elsewhere_on_the_canvas_is_counted_and_no_change()
    {
        var (from, to) = (Documents.Task("t"), Documents.Task("t"));
        to["metadata"]!["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = 3, ["y"] = 4 } };

        var difference = Compare(Documents.Workflow("flow", Documents.Sequence(from)), Documents.Workflow("flow", Documents.Sequence(to)));

        difference.IsEmpty.ShouldBeTrue();
        difference.Replaced.ShouldBe(1);
    }

    [Fact]
    public void A_definition_that_came_back_with_new_ids_is_compared_by_type_and_name()
    {
        var (from, to) = (Documents.Flowchart([Task("1", "Sales"), Task("2", "Legal")], ("1", "Done", "2")), Documents.Flowchart([Task("x", "Sales"), Task("y", "Legal")], ("x", "Done", "y")));
        (to["id"], to["start"], from["start"]) = ("z", "x", "1");
        Documents.Input((JsonObject)to["activities"]![1]!, "Title", "Literal", "now");

        var difference = Compare(Documents.Workflow("flow", from), Documents.Workflow("flow", to));

        difference.Connections.ShouldBeEmpty();
        var change = difference.Activities.ShouldHaveSingleItem();
        (change.Old!.Id, change.New!.Id, change.IsMoved, change.Facts.Count).ShouldBe(("2", "y", false, 1));

        static JsonObject Task(string id, string name)
        {
            var task = Documents.Task(id);
            (task["name"], task["metadata"]) = (name, null);
            return task;
        }
    }

    [Fact]
    public void A_variable_that_came_back_with_a_new_id_is_the_same_and_so_is_who_uses_it()
    {
        var from = Documents.Workflow("flow", Documents.Sequence(Documents.Input(Documents.Task("t"), "Due", "Variable", """{"id":"vote"}""")));

        Compare(from, from.Replace("vote", "v9", StringComparison.Ordinal)).IsEmpty.ShouldBeTrue();
        Compare(from, from.Replace("\"Vote\"", "\"Choice\"", StringComparison.Ordinal)).Workflow.ShouldHaveSingleItem().Key.ShouldBe(new FactKey(FactKind.Variable, "vote"));
    }

    [Fact]
    public void Two_of_the_same_type_and_name_are_not_guessed_at()
    {
        var (from, to) = (Documents.Sequence(Named("1"), Named("2")), Documents.Sequence(Named("3"), Named("4")));

        Compare(Documents.Workflow("flow", from), Documents.Workflow("flow", to)).Activities.Where(a => a.Kind != ChangeKind.Changed)
            .Select(a => (a.Kind, a.Activity.Id)).ShouldBe([(ChangeKind.Added, "3"), (ChangeKind.Added, "4"), (ChangeKind.Removed, "1"), (ChangeKind.Removed, "2")]);

        static JsonObject Named(string id)
        {
            var task = Documents.Task(id);
            task["name"] = "same";
            return task;
        }
    }

    [Fact]
    public void An_activity_that_went_into_another_container_has_moved()
    {
        var (from, to) = (Documents.Flowchart([Documents.Task("t"), Loop()]), Documents.Flowchart([Loop(Documents.Task("t"))]));

        var change = Compare(Documents.Workflow("flow", from), Documents.Workflow("flow", to)).Activities.ShouldHaveSingleItem();

        (change.IsMoved, change.OldPlace!.Parent!.Id, change.NewPlace!.Parent!.Id, change.Facts.Count).ShouldBe((true, "chart", "sequence", 0));

        static JsonObject Loop(params JsonObject[] inside)
        {
            var loop = Documents.Activity("Elsa.ForEach", "loop");
            loop["body"] = Documents.Sequence(inside);
            return loop;
        }
    }

    [Fact]
    public void Steps_of_a_sequence_in_another_order_are_a_change_and_activities_of_a_flowchart_are_none()
    {
        var (a, b) = (Documents.Task("a"), Documents.Task("b"));
        JsonObject[] Both(bool turned) => turned ? [(JsonObject)b.DeepClone(), (JsonObject)a.DeepClone()] : [(JsonObject)a.DeepClone(), (JsonObject)b.DeepClone()];

        Compare(Documents.Workflow("flow", Documents.Flowchart(Both(false))), Documents.Workflow("flow", Documents.Flowchart(Both(true)))).IsEmpty.ShouldBeTrue();
        var fact = Compare(Documents.Workflow("flow", Documents.Sequence(Both(false))), Documents.Workflow("flow", Documents.Sequence(Both(true)))).Activities.ShouldHaveSingleItem().Facts.ShouldHaveSingleItem();

        (fact.Key.Kind, fact.Old!.Text, fact.New!.Text).ShouldBe((FactKind.Order, "a → b", "b → a"));
    }

    [Fact]
    public void An_id_that_a_draft_has_twice_breaks_nothing()
    {
        var twice = Documents.Workflow("flow", Documents.Sequence(Documents.Task("t"), Documents.Task("t")));
        var once = Documents.Workflow("flow", Documents.Sequence(Documents.Task("t")));

        Compare(twice, twice).IsEmpty.ShouldBeTrue();
        Compare(twice, once).Activities.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Removed);
    }

    // The one change of an input; null: none.
    private static FactChange? Change(string input, string? one, string? other) =>
        Compare(With(input, one), With(input, other)).Activities.SelectMany(a => a.Facts).SingleOrDefault();

    private static string With(string input, string? value)
    {
        var task = Documents.Task("t");
        if (value is not null) task[System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(input)] = JsonNode.Parse(value);
        return Documents.Workflow("flow", Documents.Sequence(task));
    }

    private static WorkflowDifference Compare(string from, string to) => DefinitionComparer.Compare(Read(from), Read(to), KnownActivities.Registry);

    private static WorkflowDefinition Read(string text) => DefinitionReader.Read(text, KnownActivities.Registry).Definition!;
}
