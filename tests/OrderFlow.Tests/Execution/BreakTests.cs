using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

public class BreakTests
{
    private static readonly ActivityDefinition Break = Activity("Elsa.Break", "break");

    [Theory]
    [InlineData("Elsa.While")]
    [InlineData("Elsa.For")]
    [InlineData("Elsa.ForEach")]
    public void It_leaves_the_innermost_loop_only(string type)
    {
        var inner = Loop(type, "inner", Sequence("b", Line("in"), Break, Line("never")));

        Rig.Started(Activity("Elsa.For", "outer", ("Start", 1), ("End", 2)).With("Body", Sequence("o", inner, Line("after")))).Lines.ShouldBe("in after in after");
    }

    [Theory]
    [InlineData("Elsa.While")]
    [InlineData("Elsa.For")]
    [InlineData("Elsa.ForEach")]
    [InlineData("Elsa.ParallelForEach")]
    public void It_is_enough_as_the_whole_body(string type) => Rig.Started(Sequence("s", Loop(type, "loop", Break), Line("after"))).Lines.ShouldBe("after");

    [Fact]
    public void A_decision_in_a_loop_breaks_out_of_it()
    {
        var body = Chart([Line("in"), Decision("d", "getVariable('CurrentValue') == 2"), Break, Line("on")], "in -> d", "d:True -> break", "d:False -> on");

        Rig.Started(Sequence("s", Activity("Elsa.For", "for", ("Start", 1), ("End", 5)).With("Body", body), Line("after"))).Lines.ShouldBe("in on in after");
    }

    [Fact]
    public void Under_an_If_in_a_sequence_it_ends_the_round_and_the_loop()
    {
        var body = Sequence("b", Activity("Elsa.If", "if").Js("Condition", "getVariable('CurrentValue') == 2").With("Then", Break), Line("on"));

        Rig.Started(Sequence("s", Activity("Elsa.For", "for", ("Start", 1), ("End", 5)).With("Body", body), Line("after"))).Lines.ShouldBe("on after");
    }

    [Fact]
    public void It_withdraws_what_waits_in_its_loop()
    {
        var body = Chart([Fork("f", "A", "B"), Task("t"), Event("x"), Break], "f:A -> t", "f:B -> x", "x -> break");
        var rig = Rig.Started(Sequence("s", Loop("Elsa.While", "loop", body), Event("after")));

        rig.Send("x").Waiting.ShouldBe("after");
        rig.LastEffects.OfType<CloseTask>().ShouldHaveSingleItem().Outcome.ShouldBeNull();
    }

    [Fact]
    public void Outside_a_loop_it_ends_every_sequence_around_it() =>
        Rig.Started(Chart([Sequence("s", Sequence("t", Line("in"), Break, Line("never")), Line("neither")), Line("after")], "s -> after")).Lines.ShouldBe("in after");

    [Fact]
    public void Outside_a_loop_it_ends_its_flowchart() =>
        Rig.Started(Sequence("s", Chart([Line("in"), Break, Line("never")], "in -> break", "break -> never"), Line("neither"))).Lines.ShouldBe("in");

    [Fact]
    public void Outside_a_loop_it_ends_the_fork_around_it()
    {
        var fork = Activity("Elsa.Fork", "fork") with { Activities = [Event("x"), Sequence("s", Line("in"), Break)] };

        Rig.Started(Chart([fork, Line("after")], "fork -> after")).Lines.ShouldBe("in after");
    }

    private static ActivityDefinition Loop(string type, string id, ActivityDefinition body) => (type switch
    {
        "Elsa.While" => Activity(type, id, ("Condition", true)),
        "Elsa.For" => Activity(type, id, ("Start", 1), ("End", 3)),
        _ => Activity(type, id, ("Items", new JsonArray(1, 2, 3))),
    }).With("Body", body);
}
