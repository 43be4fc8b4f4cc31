using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Replay.Xes;

namespace OrderFlow.Replay.Mapping;

/// <summary>Translates one case of a log into steps. Pure: no workflow is asked.</summary>
public sealed class CasePlanner
{
    private readonly LogCase one;
    private readonly ReplayMap map;
    private readonly List<string> problems = [];

    private CasePlanner(LogCase one, ReplayMap map) => (this.one, this.map) = (one, map);

    public static CasePlan Plan(LogCase one, ReplayMap map)
    {
        var faults = one.Faults.Where(fault => fault.Kind != LogFaultKind.OutOfOrder || map.Order == EventOrder.AsWritten).ToList();
        return faults.Count > 0
            ? new CasePlan(one.Name ?? "", [], null, faults.Select(fault => $"Line {fault.Line}: {fault.Message}").ToList())
            : new CasePlanner(one, map).Run();
    }

    private CasePlan Run()
    {
        var ordered = map.Order == EventOrder.ByTime ? one.Events.OrderBy(at => at.Time) : one.Events.AsEnumerable();
        var played = ordered.Where(at => !IsIgnored(at)).ToList();
        var steps = new List<PlannedStep>(played.Count);
        var started = false;
        for (var i = 0; i < played.Count; i++)
        {
            var at = played[i];
            var action = ActionFor(at, started, i == 0 ? null : played[i - 1], i + 1 == played.Count ? null : played[i + 1]);
            started |= action is StartCase;
            if (action is not null)
                steps.Add(new PlannedStep(at, at.Time!.Value, PerformerOf(at), action));
        }
        if (steps.Count == 0 && problems.Count == 0)
            problems.Add("All events of the case are ignored.");
        var last = steps.Count == 0 ? null : steps[^1].Event.Name;
        return new CasePlan(one.Name!, steps, map.Ends.FirstOrDefault(end => end.LastEvents.Contains(last, StringComparer.Ordinal)), problems);
    }

    /// <summary>True: ignored whatever its neighbours, so that it is no neighbour itself.</summary>
    private bool IsIgnored(LogEvent at) =>
        RulesFor(at).FirstOrDefault(rule => rule.When is not { IsOfEventAlone: true } alone || alone.Holds(at, null, null)) is { } first
            ? first.Action is MapToNothing && first.When is not { IsOfEventAlone: false }
            : map.UnknownEvents == UnknownEvents.Ignore;

    /// <summary>Null: nothing is to be done for the event.</summary>
    private StepAction? ActionFor(LogEvent at, bool started, LogEvent? previous, LogEvent? next)
    {
        var fitting = RulesFor(at).Where(rule => rule.When?.Holds(at, previous, next) ?? true).ToList();
        var rule = fitting.Find(rule => rule.Action is MapToNothing || rule.Action is MapToStart == !started);
        if (rule is not null)
            return Translate(rule.Action, at);
        if (fitting.Count > 0)
            return new Unforeseen(started ? "It starts a case, but this case has started already." : "It comes before the event that starts the case.");
        return Unknown(at);
    }

    private Unforeseen? Unknown(LogEvent at)
    {
        var reason = RulesFor(at).Any() ? "No rule of the mapping fits it here." : "The mapping does not know it.";
        if (map.UnknownEvents == UnknownEvents.Fail)
            problems.Add($"Line {at.Line}: Event {at.Number} ('{at.Name}'): {reason}");
        return map.UnknownEvents == UnknownEvents.Deviate ? new Unforeseen(reason) : null;
    }

    private StepAction? Translate(MappedAction action, LogEvent at) => action switch
    {
        MapToStart => new StartCase(
            TextOf(map.Case.CorrelationId, at) ?? one.Name!,
            TextOf(map.Case.Name, at),
            map.Case.Inputs.ToDictionary(input => input.Key, input => ValueOf(input.Value, at))),
        MapToOutcome outcome => new TakeOutcome(outcome.Task, outcome.Outcome, TextOf(outcome.Comment, at), ObjectOf(outcome.Form, at)),
        MapToEvent raised => new RaiseEvent(raised.Name, ObjectOf(raised.Payload, at)),
        MapToCancel => new CancelCase(),
        _ => null,
    };

    private Performer? PerformerOf(LogEvent at)
    {
        if (TextOf(map.Actor.User, at) is not { } user)
            return null;
        var roles = map.Actor.Roles is { } source ? ValueOf(source, at) : default;
        var names = roles.ValueKind == JsonValueKind.Array ? roles.EnumerateArray().Select(TextIn) : [TextIn(roles)];
        return new Performer(user, names.OfType<string>().ToHashSet(StringComparer.Ordinal));
    }

    private JsonElement ObjectOf(IReadOnlyDictionary<string, ValueSource>? members, LogEvent at)
    {
        if (members is null)
            return default;
        var json = new JsonObject();
        foreach (var (name, source) in members)
        {
            var value = ValueOf(source, at);
            json[name] = value.ValueKind == JsonValueKind.Undefined ? null : JsonSerializer.SerializeToNode(value);
        }
        return JsonSerializer.SerializeToElement(json);
    }

    private string? TextOf(ValueSource? source, LogEvent at) => source is null ? null : TextIn(ValueOf(source, at));

    /// <summary>Numbers and truth values as they are written; null: there is no value.</summary>
    private static string? TextIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    /// <summary>Undefined, with a problem noted: the log has no such value.</summary>
    private JsonElement ValueOf(ValueSource source, LogEvent at)
    {
        var value = source.From(one, at, out var problem);
        if (problem is not null && !problems.Contains(problem))
            problems.Add(problem);
        return value ?? default;
    }

    private IEnumerable<EventRule> RulesFor(LogEvent at) => map.Events.Where(rule => rule.Events.Contains(at.Name!, StringComparer.Ordinal));
}
