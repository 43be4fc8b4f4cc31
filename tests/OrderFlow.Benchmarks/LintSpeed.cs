using System.Diagnostics;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Benchmarks;

/// <summary>How long a definition of thousands of activities is checked.</summary>
internal static class LintSpeed
{
    /// <param name="activities">In blocks of four: a fork, two tasks beside each other, and their join, which may go back to the block before.</param>
    /// <returns>Milliseconds, the middle one of several rounds.</returns>
    public static double Run(int activities)
    {
        var definition = DefinitionReader.Read(Document(activities / 4), KnownActivities.Registry).Definition!;
        var rounds = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            var watch = Stopwatch.StartNew();
            if (DefinitionValidator.Validate(definition, KnownActivities.Registry, new ValidationContext()).Any(f => f.Severity == Severity.Error)) throw new InvalidOperationException("Expected a sound definition.");
            rounds.Add(watch.Elapsed.TotalMilliseconds);
        }

        rounds.Sort();
        return rounds[rounds.Count / 2];
    }

    private static JsonObject Document(int blocks)
    {
        var (activities, connections) = (new JsonArray(), new JsonArray());
        for (var i = 0; i < blocks; i++)
        {
            activities.Add(Activity($"fork{i}", "Elsa.FlowFork", ("branches", new JsonArray("A", "B"))));
            foreach (var side in new[] { "A", "B" })
            {
                activities.Add(Activity($"task{side}{i}", "OrderFlow.ApprovalTask", ("roles", "sales")));
                Connect($"fork{i}", side, $"task{side}{i}");
                Connect($"task{side}{i}", "Approve", $"join{i}");
                Connect($"task{side}{i}", "Reject", $"fork{i}");
            }

            activities.Add(Activity($"join{i}", "Elsa.FlowJoin", ("mode", "WaitAll")));
            if (i + 1 < blocks) Connect($"join{i}", "Done", $"fork{i + 1}");
        }

        return new JsonObject { ["name"] = "large", ["root"] = new JsonObject { ["id"] = "chart", ["type"] = "Elsa.Flowchart", ["activities"] = activities, ["connections"] = connections } };

        void Connect(string from, string port, string to) => connections.Add(new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = from, ["port"] = port },
            ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        });
    }

    private static JsonObject Activity(string id, string type, (string Name, JsonNode Value) input) => new() { ["id"] = id, ["name"] = id, ["type"] = type, [input.Name] = input.Value };
}
