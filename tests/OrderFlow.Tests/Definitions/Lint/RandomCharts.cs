using OrderFlow.Engine.Definitions;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Definitions.Lint;

/// <summary>Random flowcharts of three kinds. The first letter of a name says what an activity is, as in <see cref="Sketch"/>.</summary>
internal static class RandomCharts
{
    private static readonly string[] Kinds = ["line", "line", "x", "t", "yes", "no", "fork"];

    /// <summary>Mostly forward, with joins that demand a token of each connection.</summary>
    public static ActivityDefinition Merging(Random random) => Drawn(random, (from, to) => from < to || random.Next(5) == 0, _ => random.Next(2) == 0 ? random.Next(2) == 0 ? MergeMode.Merge : MergeMode.Converge : null);

    /// <summary>Anything connected with anything.</summary>
    public static ActivityDefinition Anyhow(Random random) => Drawn(random, (_, _) => true, _ => random.Next(6) == 0 ? (MergeMode)random.Next(6) : null);

    /// <summary>Lines and events in a circle.</summary>
    public static ActivityDefinition Circle(List<string> names) => Sketch.Of(string.Join(", ", names.Select((n, i) => $"{n} > {names[(i + 1) % names.Count]}")));

    /// <summary>Blocks as a careful person draws them: side by side until a join, one or the other until they meet, again after a task.</summary>
    public static ActivityDefinition Sound(Random random)
    {
        var (activities, connections) = (new List<ActivityDefinition>(), new List<string>());
        var end = Block("begin", 3);
        Then(end, Activity("Elsa.End", "end"));
        return Chart(activities, [.. connections]);

        string Then(string from, ActivityDefinition next)
        {
            if (activities.Count > 0) connections.Add($"{from} -> {next.Id}");
            activities.Add(next);
            return next.Id;
        }

        string Name(string kind) => $"{kind}{activities.Count}";

        string Block(string from, int depth)
        {
            var at = Then(from, Line(Name("line")));
            for (var blocks = 1 + random.Next(3); depth > 0 && blocks > 0; blocks--)
                at = random.Next(4) switch { 0 => SideBySide(at, depth - 1), 1 => OneOrOther(at, depth - 1), 2 => Again(at, depth - 1), _ => Then(at, Event(Name("x"))) };
            return at;
        }

        string SideBySide(string from, int depth)
        {
            var fork = Then(from, Fork(Name("fork"), "A", "B"));
            var (one, other) = (Block($"{fork}:A", depth), Block($"{fork}:B", depth));
            var join = random.Next(3) switch { 0 => Join(Name("all"), "WaitAll"), 1 => Join(Name("any"), "WaitAny"), _ => Line(Name("line")) with { MergeMode = MergeMode.Merge } };
            connections.Add($"{other} -> {join.Id}");
            return Then(one, join);
        }

        string OneOrOther(string from, int depth)
        {
            var decision = Then(from, Decision(Name("yes"), "1 > 0"));
            var (one, other) = (Block($"{decision}:True", depth), Block($"{decision}:False", depth));
            var meet = Line(Name("line"));
            connections.Add($"{other} -> {meet.Id}");
            return Then(one, meet);
        }

        string Again(string from, int depth)
        {
            var first = Name("line");
            var last = Block(from, depth);
            var task = Then(last, Task(Name("t")));
            connections.Add($"{task}:Reject -> {first}");
            return $"{task}:Approve";
        }
    }

    private static ActivityDefinition Drawn(Random random, Func<int, int, bool> takes, Func<int, MergeMode?> mode)
    {
        var activities = Enumerable.Range(0, 3 + random.Next(7)).Select(i => Made(Kinds[random.Next(Kinds.Length)] + i) with { MergeMode = i == 0 ? null : mode(i) }).ToList();
        var connections = new HashSet<string>();
        for (var i = 1; i < activities.Count; i++) Connect(random.Next(i), i);
        for (var more = random.Next(2 * activities.Count); more > 0; more--)
        {
            var (from, to) = (random.Next(activities.Count), random.Next(activities.Count));
            if (takes(from, to)) Connect(from, to);
        }

        return Chart(activities, [.. connections]) with { Start = activities[0].Id };

        void Connect(int from, int to)
        {
            var ports = activities[from].Type switch
            {
                "OrderFlow.ApprovalTask" => ["Approve", "Reject"],
                "Elsa.FlowDecision" => ["True", "False"],
                "Elsa.FlowFork" => ["A", "B"],
                _ => new[] { "Done" },
            };
            connections.Add($"{activities[from].Id}:{ports[random.Next(ports.Length)]} -> {activities[to].Id}");
        }
    }

    private static ActivityDefinition Made(string name) => name[0] switch
    {
        'x' => Event(name),
        't' => Task(name),
        'y' => Activity("Elsa.FlowDecision", name, ("Condition", true)),
        'n' => Activity("Elsa.FlowDecision", name, ("Condition", false)),
        'f' => Fork(name, "A", "B"),
        _ => Line(name),
    };
}
