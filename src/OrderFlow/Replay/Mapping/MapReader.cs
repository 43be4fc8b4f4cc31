using System.Text.Json;

namespace OrderFlow.Replay.Mapping;

/// <summary>Reads a mapping file and finds everything wrong with it at once.</summary>
public static class MapReader
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <param name="utf8">With or without a byte order mark.</param>
    /// <param name="problems">Empty exactly when a map is returned.</param>
    /// <returns>Null: the file is not usable.</returns>
    public static ReplayMap? Read(ReadOnlyMemory<byte> utf8, out IReadOnlyList<MapProblem> problems)
    {
        var found = new List<MapProblem>();
        problems = found;
        if (utf8.Span.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        try
        {
            using var json = JsonDocument.Parse(utf8, Lenient);
            var map = ReadMap(new MapCursor(json.RootElement.Clone(), "", found));
            if (map is not null)
                MapCheck.Run(map, found);
            return found.Count == 0 ? map : null;
        }
        catch (JsonException broken)
        {
            found.Add(new MapProblem($"line {broken.LineNumber + 1}, column {broken.BytePositionInLine + 1}", $"This is no JSON: {broken.Message}"));
            return null;
        }
        catch (InvalidOperationException broken)   // bytes that are no UTF-8, or half of a surrogate pair, noticed where a text is taken
        {
            found.Add(new MapProblem("", $"A text of this file cannot be read: {broken.Message}"));
            return null;
        }
    }

    private static ReplayMap? ReadMap(MapCursor at)
    {
        if (!at.IsObject("order", "unknownEvents", "case", "actor", "events", "ends"))
            return null;
        return new ReplayMap
        {
            Description = at.Member("description")?.Text(),
            Order = at.Member("order")?.Choice<EventOrder>() ?? default,
            UnknownEvents = at.Member("unknownEvents")?.Choice<UnknownEvents>() ?? default,
            Case = at.Member("case") is { } one ? ReadCase(one) : new CaseMap(),
            Actor = at.Member("actor") is { } actor ? ReadActor(actor) : new ActorMap(),
            Events = at.Required("events")?.Items().Select(EventRuleReader.Read).OfType<EventRule>().ToList() ?? [],
            Ends = at.Member("ends")?.Items().Select(ReadEnd).OfType<EndRule>().ToList() ?? [],
        };
    }

    private static CaseMap ReadCase(MapCursor at)
    {
        at.IsObject("correlationId", "name", "inputs");
        return new CaseMap
        {
            CorrelationId = ValueSourceReader.Member(at, "correlationId"),
            Name = ValueSourceReader.Member(at, "name"),
            Inputs = ValueSourceReader.Members(at, "inputs") ?? new Dictionary<string, ValueSource>(),
        };
    }

    private static ActorMap ReadActor(MapCursor at)
    {
        at.IsObject("user", "roles");
        return new ActorMap { User = ValueSourceReader.Member(at, "user"), Roles = ValueSourceReader.Member(at, "roles") };
    }

    private static EndRule? ReadEnd(MapCursor at)
    {
        if (!at.IsObject("lastEvent", "status", "outputs", "at"))
            return null;
        var last = at.Required("lastEvent")?.Texts() ?? [];
        var status = at.Required("status")?.Choice<EndStatus>() ?? default;
        if (status != EndStatus.Finished)
            at.Member("outputs")?.Problem("Outputs belong to the status finished.");
        if (status != EndStatus.Waiting)
            at.Member("at")?.Problem("Activities to wait at belong to the status waiting.");
        var outputs = at.Member("outputs")?.Members().ToDictionary(member => member.Name, member => member.At.Element) ?? [];
        return new EndRule(last, status, outputs, at.Member("at")?.Texts());
    }
}
