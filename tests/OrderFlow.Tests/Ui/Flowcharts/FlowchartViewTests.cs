using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Tests.Execution;
using OrderFlow.Tests.Replay;
using OrderFlow.Tests.Support;
using OrderFlow.Ui.Flowcharts;

namespace OrderFlow.Tests.Ui.Flowcharts;

public sealed class FlowchartViewTests
{
    private static readonly string Workflows = Path.Combine(Path.GetDirectoryName(Above.Find("OrderFlow.sln"))!, "workflows");

    [Fact]
    public void Activities_stand_where_the_designer_put_them()
    {
        var view = FlowchartView.Of(Read(Documents.Flowchart([Placed("a", 10, 20), Placed("b", 400, 20)], ("a", "Done", "b"))));

        view.Nodes.Select(n => (n.Activity.Id, n.Box)).ShouldBe([("a", new Box(10, 20, 180, 60)), ("b", new Box(400, 20, 180, 60))]);
        view.Edges.ShouldHaveSingleItem().Path.ShouldBe("M190 50C291 50 291 50 392 50");
    }

    [Theory]
    [InlineData("""{"x":"ten","y":1}""")]
    [InlineData("""{"x":1e300,"y":1}""")]
    [InlineData("""{"x":10,"y":20}""")]
    [InlineData("5")]
    public void Where_a_place_is_missing_wrong_or_taken_all_are_placed_anew(string position)
    {
        var wrong = Documents.Activity("Elsa.WriteLine", "b");
        wrong["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = JsonNode.Parse(position) } };

        var view = FlowchartView.Of(Read(Documents.Flowchart([Placed("a", 10, 20), wrong], ("a", "Done", "b"))));

        ShouldNotOverlap(view);
        view.Nodes[1].Box.X.ShouldBeGreaterThan(view.Nodes[0].Box.Right);
    }

    [Theory]
    [InlineData("a > b, b > c, a > c")]
    [InlineData("fork:A > x1, fork:B > x2, x1 > all, x2 > all, all > e")]
    public void Placed_anew_each_activity_stands_right_of_all_that_lead_to_it(string sketch)
    {
        var view = FlowchartView.Of(Sketch.Of(sketch));

        ShouldNotOverlap(view);
        var boxes = view.Nodes.ToDictionary(n => n.Activity.Id, n => n.Box);
        foreach (var edge in view.Edges) boxes[edge.Connection.Target].X.ShouldBeGreaterThan(boxes[edge.Connection.Source].Right);
    }

    [Fact]
    public void A_circle_and_a_connection_to_itself_are_drawn_inside_the_bounds()
    {
        var view = FlowchartView.Of(Sketch.Of("a > b, b > c, c > a, b > b"));

        ShouldNotOverlap(view);
        view.Edges.Count.ShouldBe(4);
        view.Edges.SelectMany(e => Points(e.Path)).ShouldAllBe(p => p.X >= view.Bounds.X && p.X <= view.Bounds.Right && p.Y >= view.Bounds.Y && p.Y <= view.Bounds.Bottom);
    }

    [Fact]
    public void A_connection_that_leads_nowhere_is_left_out_and_one_that_is_there_twice_drawn_once()
    {
        var view = FlowchartView.Of(Read(Documents.Flowchart([Placed("a", 0, 0), Placed("b", 300, 0)], ("a", "Done", "b"), ("a", "Done", "b"), ("a", "Done", "gone"))));

        view.Edges.ShouldHaveSingleItem().Connection.Target.ShouldBe("b");
    }

    [Fact]
    public void Every_outcome_leaves_by_an_exit_of_its_own_and_has_its_word()
    {
        var view = FlowchartView.Of(Read(Documents.Flowchart([Placed("a", 0, 0), Placed("b", 300, 0), Placed("c", 300, 200)], ("a", "False", "c"), ("a", "True", "b"), ("b", "Done", "c"))));

        var (yes, no) = (view.Edges.Single(e => e.Connection.SourcePort == "True"), view.Edges.Single(e => e.Connection.SourcePort == "False"));
        (yes.LabelY, no.LabelY).ShouldBe((15, 35));
        yes.Label.ShouldNotBeEmpty();
        view.Edges.Single(e => e.Connection.SourcePort == "Done").Label.ShouldBeEmpty();
    }

    [Fact]
    public void A_sequence_is_a_chain_and_what_holds_children_in_ports_stands_before_them()
    {
        var decision = Documents.Activity("Elsa.If", "if");
        (decision["then"], decision["else"]) = (Documents.Activity("Elsa.WriteLine", "yes"), Documents.Activity("Elsa.WriteLine", "no"));
        var sequence = Read(Documents.Sequence(Documents.Activity("Elsa.WriteLine", "first"), decision));

        var (outer, inner) = (FlowchartView.Of(sequence), FlowchartView.Of(sequence.Activities[1]));

        outer.Edges.Select(e => $"{e.Connection.Source}>{e.Connection.Target}").ShouldBe(["first>if"]);
        outer.Nodes.Select(n => n.HasContent).ShouldBe([false, true]);
        inner.Edges.Select(e => $"{e.Connection.SourcePort}>{e.Connection.Target}").ShouldBe(["Then>yes", "Else>no"], ignoreOrder: true);
        inner.Nodes.Select(n => (n.Activity.Id, n.HasContent)).ShouldBe([("if", false), ("yes", false), ("no", false)], ignoreOrder: true);
    }

    [Fact]
    public void A_nested_activity_is_found_by_the_way_that_leads_to_it()
    {
        var loop = Documents.Activity("Elsa.ForEach", "loop");
        loop["body"] = Documents.Sequence(Documents.Activity("Elsa.WriteLine", "deep"));
        var root = Read(Documents.Flowchart([loop]));

        FlowchartContent.PathTo(root, "deep")!.Select(a => a.Id).ShouldBe(["chart", "loop", "sequence"]);
        FlowchartContent.PathTo(root, "loop")!.Select(a => a.Id).ShouldBe(["chart"]);
        FlowchartContent.PathTo(root, "chart")!.Select(a => a.Id).ShouldBe(["chart"]);
        FlowchartContent.PathTo(root, "nobody").ShouldBeNull();
        FlowchartContent.Entered(root.Activities[0]).Select(a => a.Id).ShouldBe(["loop", "sequence"]);
    }

    [Fact]
    public void Marks_of_what_is_inside_are_counted()
    {
        var loop = Documents.Activity("Elsa.ForEach", "loop");
        loop["body"] = Documents.Flowchart([Placed("x", 0, 0), Placed("y", 300, 0)], ("x", "Done", "y"));
        var root = Read(Documents.Flowchart([loop]));
        var mark = new FlowchartMark("added", "added");
        var marks = new FlowchartMarks(
            new Dictionary<string, FlowchartMark> { ["x"] = mark, ["loop"] = mark },
            new Dictionary<Connection, FlowchartMark> { [new Connection("x", "Done", "y", "In")] = mark });

        marks.CountInside(root.Activities[0]).ShouldBe(2);
    }

    [Fact]
    public void An_empty_workflow_has_a_picture_too()
    {
        var view = FlowchartView.Of(Read(Documents.Flowchart([])));

        view.Nodes.ShouldBeEmpty();
        (view.Bounds.Width > 0 && view.Bounds.Height > 0).ShouldBeTrue();
    }

    [Theory]
    [InlineData("contract-approval.json")]
    [InlineData("declaration-approval.json")]
    public void Shipped_workflows_are_drawn_with_all_that_they_have(string file)
    {
        var root = DefinitionReader.Read(File.ReadAllText(Path.Combine(Workflows, file)), KnownActivities.Registry).Definition!.Root;

        var view = FlowchartView.Of(root);

        ShouldNotOverlap(view);
        view.Nodes.Count.ShouldBe(root.Activities.Count);
        view.Edges.Count.ShouldBe(root.Connections.Count);
        view.Nodes.ShouldAllBe(n => n.Title.Count > 0 && n.Look.Tone != "unknown");
    }

    [Fact]
    public void Two_thousand_activities_in_a_row_are_placed()
    {
        var view = FlowchartView.Of(Read(Documents.Flowchart(
            [.. Enumerable.Range(0, 2000).Select(i => Documents.Activity("Elsa.WriteLine", $"a{i}"))],
            [.. Enumerable.Range(1, 1999).Select(i => ($"a{i - 1}", "Done", $"a{i}"))])));

        view.Nodes.Zip(view.Nodes.Skip(1)).ShouldAllBe(pair => pair.Second.Box.X > pair.First.Box.Right);
    }

    [Theory]
    [InlineData("签订合同", 60, 1, "签订合同")]
    [InlineData("签订一份很长的合同", 60, 1, "签订一…")]
    [InlineData("Send the offer to the customer", 100, 2, "Send the offer|to the customer")]
    [InlineData("Supercalifragilistic", 60, 2, "Supercal|ifragili…")]
    [InlineData("  ", 60, 2, "")]
    public void Text_is_broken_and_shortened_to_its_box(string text, double width, int lines, string expected)
    {
        var broken = FittedText.Lines(text, width, 13, lines);

        string.Join("|", broken).ShouldBe(expected);
        broken.ShouldAllBe(line => FittedText.WidthOf(line, 13) <= width + 1);
    }

    private static void ShouldNotOverlap(FlowchartView view)
    {
        foreach (var (a, i) in view.Nodes.Select((n, i) => (n.Box, i)))
        {
            foreach (var b in view.Nodes.Skip(i + 1).Select(n => n.Box))
                (a.Right <= b.X || b.Right <= a.X || a.Bottom <= b.Y || b.Bottom <= a.Y).ShouldBeTrue($"{a} {b}");
            view.Bounds.With(a).ShouldBe(view.Bounds);
        }
    }

    private static IEnumerable<(double X, double Y)> Points(string path) =>
        path.Split(['M', 'L', 'C', 'Q'], StringSplitOptions.RemoveEmptyEntries).SelectMany(p => p.Split(' ').Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).Chunk(2).Select(c => (c[0], c[1])));

    private static JsonObject Placed(string id, double x, double y)
    {
        var activity = Documents.Activity("Elsa.WriteLine", id);
        activity["metadata"]!["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = x, ["y"] = y } };
        return activity;
    }

    private static ActivityDefinition Read(JsonObject root) => DefinitionReader.Read(Documents.Workflow("flow", root), KnownActivities.Registry).Definition!.Root;
}
