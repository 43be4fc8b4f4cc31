using OrderFlow.Tests.Replay.Xes;

namespace OrderFlow.Tests.Replay.Mapping;

public class ValueSourceTests
{
    private const string Trace = """
        <trace>
            <string key="concept:name" value="c"/>
            <float key="Amount" value="12.50"/>
            <string key="Sum" value="7"/>
            <string key="Word" value="seven"/>
            <event>
                <string key="concept:name" value="a"/>
                <date key="time:timestamp" value="2024-05-01T08:00:00Z"/>
                <string key="org:role" value="ADM"/>
            </event>
        </trace>
        """;

    [Theory]
    [InlineData("""{ "case": "Amount" }""", "12.50")]
    [InlineData("""{ "case": "Sum" }""", "\"7\"")]
    [InlineData("""{ "case": "Sum", "as": "int" }""", "7")]
    [InlineData("""{ "case": "Amount", "as": "string" }""", "\"12.50\"")]
    [InlineData("""{ "event": "org:role" }""", "\"ADM\"")]
    [InlineData("""{ "event": "org:role", "map": { "ADM": ["a", "b"] } }""", """["a", "b"]""")]
    [InlineData("""{ "case": "Missing", "otherwise": null }""", "null")]
    [InlineData("""{ "case": "Word", "as": "int", "otherwise": 1 }""", "1")]
    [InlineData("""{ "event": "org:role", "map": {}, "otherwise": "nobody" }""", "\"nobody\"")]
    [InlineData("""{ "value": {"a":[1]} }""", """{"a":[1]}""")]
    [InlineData("""{ "value": null }""", "null")]
    public void A_source_takes_its_value_from_the_log(string source, string json)
    {
        var (value, problem) = Take(source);

        problem.ShouldBeNull();
        value.ShouldBe(json);
    }

    [Theory]
    [InlineData("""{ "case": "org:role" }""", "The case has no attribute 'org:role'.")]
    [InlineData("""{ "event": "Amount" }""", "Event 1 ('a') has no attribute 'Amount'.")]
    [InlineData("""{ "case": "Word", "as": "int" }""", "The case has 'Word' = 'seven', which is no int.")]
    [InlineData("""{ "event": "org:role", "map": { "EMP": 1 } }""", "Event 1 ('a') has 'org:role' = 'ADM', which is not in the map.")]
    public void What_the_log_does_not_give_is_said(string source, string message)
    {
        var (value, problem) = Take(source);

        value.ShouldBeNull();
        problem.ShouldBe(message);
    }

    private static (string? Json, string? Problem) Take(string source)
    {
        var map = Maps.Read($$"""{ "case": { "name": {{source}} }, "events": [ { "event": "a", "do": "start" } ] }""");
        var one = XesText.ReadOne(Trace);
        return (map.Case.Name!.From(one, one.Events[0], out var problem)?.GetRawText(), problem);
    }
}
