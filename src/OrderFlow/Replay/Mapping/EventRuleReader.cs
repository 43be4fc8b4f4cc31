namespace OrderFlow.Replay.Mapping;

internal static class EventRuleReader
{
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["start"] = ["event", "when", "do"],
        ["complete"] = ["event", "when", "do", "task", "outcome", "comment", "form"],
        ["publish"] = ["event", "when", "do", "name", "payload"],
        ["cancel"] = ["event", "when", "do"],
        ["ignore"] = ["event", "when", "do"],
    };

    public static EventRule? Read(MapCursor at)
    {
        if (!at.IsAnyObject())
            return null;
        var events = at.Required("event")?.Texts() ?? [];
        var when = at.Member("when") is { } condition ? ReadCondition(condition) : null;
        var action = at.Required("do") is { } kind ? ReadAction(at, kind) : null;
        return action is null ? null : new EventRule(events, when, action);
    }

    private static MappedAction? ReadAction(MapCursor at, MapCursor kind)
    {
        var name = kind.Text();
        if (name is null)
            return null;
        if (!Members.TryGetValue(name, out var allowed))
        {
            kind.Problem($"Expected one of {string.Join(", ", Members.Keys)}, but found '{name}'.");
            return null;
        }
        at.IsObject(allowed);
        return name switch
        {
            "start" => new MapToStart(),
            "complete" => new MapToOutcome(
                at.Required("task")?.Text() ?? "",
                at.Required("outcome")?.Text() ?? "",
                ValueSourceReader.Member(at, "comment"),
                ValueSourceReader.Members(at, "form")),
            "publish" => new MapToEvent(at.Required("name")?.Text() ?? "", ValueSourceReader.Members(at, "payload")),
            "cancel" => new MapToCancel(),
            _ => new MapToNothing(),
        };
    }

    private static EventCondition ReadCondition(MapCursor at)
    {
        at.IsObject("next", "previous", "attributes");
        return new EventCondition
        {
            Next = at.Member("next")?.Texts(),
            Previous = at.Member("previous")?.Texts(),
            Attributes = at.Member("attributes")?.Members().ToDictionary(member => member.Name, member => member.At.Texts()) ?? [],
        };
    }
}
