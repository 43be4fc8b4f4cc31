using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Tests.Execution;

/// <summary>Control flow as a genuine server exports it: every place where an activity can stand in another, each under its name there.</summary>
public class ExportedDefinitionTests
{
    [Theory]
    [InlineData("""{"type":"Elsa.If","condition":{"typeName":"Boolean","expression":{"type":"Literal","value":true}},"then":LINE}""")]
    [InlineData("""{"type":"Elsa.If","condition":{"typeName":"Boolean","expression":{"type":"Literal","value":"false"}},"else":LINE}""")]
    [InlineData("""{"type":"Elsa.While","condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"(getVariable('n') || 0) < 1"}},"body":{"type":"Elsa.Sequence","id":"s","activities":[LINE,{"type":"Elsa.RunJavaScript","id":"r","script":{"typeName":"String","expression":{"type":"Literal","value":"setVariable('n', 1)"}}}]}}""")]
    [InlineData("""{"type":"Elsa.For","start":{"typeName":"Int32","expression":{"type":"Literal","value":"3"}},"end":{"typeName":"Int32","expression":{"type":"Literal","value":"1"}},"step":{"typeName":"Int32","expression":{"type":"Literal","value":"-5"}},"outerBoundInclusive":{"typeName":"Boolean","expression":{"type":"Literal","value":"False"}},"body":LINE}""")]
    [InlineData("""{"type":"Elsa.ForEach","items":{"typeName":"Object","expression":{"type":"Object","value":"[7]"}},"body":LINE}""")]
    [InlineData("""{"type":"Elsa.ParallelForEach","items":{"typeName":"Object","expression":{"type":"Object","value":"[7]"}},"body":LINE}""")]
    [InlineData("""{"type":"Elsa.Switch","cases":[{"label":"A","condition":{"type":"Literal","value":false},"activity":{"type":"Elsa.Break","id":"b"}},{"label":"B","condition":{"type":"JavaScript","value":"true"},"activity":LINE}],"mode":{"typeName":"Elsa.Workflows.SwitchMode, Elsa.Workflows.Core","expression":{"type":"Literal","value":"MatchAny"}}}""")]
    [InlineData("""{"type":"Elsa.Switch","cases":[],"default":LINE}""")]
    [InlineData("""{"type":"Elsa.Fork","joinMode":"WaitAny","branches":[LINE,{"type":"Elsa.Event","id":"x","eventName":{"typeName":"String","expression":{"type":"Literal","value":"x"}}}]}""")]
    [InlineData("""{"type":"Elsa.Parallel","activities":[LINE]}""")]
    [InlineData("""{"type":"Elsa.Sequence","activities":[LINE],"variables":[]}""")]
    [InlineData("""{"type":"Elsa.Flowchart","activities":[{"type":"Elsa.Start","id":"s"},LINE],"connections":[{"source":{"activity":"s","port":"Done"},"target":{"activity":"line","port":"In"}}]}""")]
    [InlineData("""{"type":"Elsa.Flowchart","start":"line","activities":[{"type":"Elsa.Break","id":"other"},LINE],"connections":[]}""")]
    [InlineData("""{"type":"Elsa.Flowchart","activities":[{"type":"Elsa.FlowSwitch","id":"s","cases":[{"label":"A","condition":{"type":"JavaScript","value":"true"}}],"mode":{"typeName":"String","expression":{"type":"Literal","value":"MatchFirst"}}},LINE],"connections":[{"source":{"activity":"s","port":"A"},"target":{"activity":"line"}}]}""")]
    [InlineData("""{"type":"Elsa.Flowchart","activities":[{"type":"Elsa.FlowFork","id":"f","branches":{"typeName":"List<String>","expression":{"type":"Object","value":"[\"A\",\"B\"]"}}},{"type":"Elsa.FlowJoin","id":"j","mode":{"typeName":"Elsa.Workflows.Activities.Flowchart.Models.FlowJoinMode, Elsa.Workflows.Core","expression":{"type":"Literal","value":"WaitAll"}}},LINE],"connections":[{"source":{"activity":"f","port":"A"},"target":{"activity":"j"}},{"source":{"activity":"f","port":"B"},"target":{"activity":"j"}},{"source":{"activity":"j"},"target":{"activity":"line"}}]}""")]
    [InlineData("""{"type":"Elsa.Flowchart","activities":[{"type":"Elsa.FlowFork","id":"f","branches":{"typeName":"List<String>","expression":{"type":"Object","value":"[\"A\",\"B\"]"}}},{"type":"Elsa.WriteLine","id":"line","customProperties":{"mergeMode":"Race"},"text":{"typeName":"String","expression":{"type":"Literal","value":"line"}}}],"connections":[{"source":{"activity":"f","port":"A"},"target":{"activity":"line"}},{"source":{"activity":"f","port":"B"},"target":{"activity":"line"}}]}""")]
    public void What_is_inside_an_activity_runs_once(string json)
    {
        const string line = """{"type":"Elsa.WriteLine","id":"line","text":{"typeName":"String","expression":{"type":"Literal","value":"line"}}}""";
        var root = json.Replace("LINE", line, StringComparison.Ordinal).Insert(1, "\"id\":\"root\",");
        var read = DefinitionReader.Read($$"""{"definitionId":"d","name":"D","root":{{root}}}""", KnownActivities.Registry);
        read.Findings.ShouldBeEmpty();

        var rig = new Rig(read.Definition!).Start();

        rig.Lines.ShouldBe("line");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }
}
