using System.Diagnostics;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Definitions.Lint;

public class LintSpeedTests
{
    [Fact]
    public void Two_thousand_activities_in_nested_forks_and_loops_are_checked_in_a_moment()
    {
        // Each fork begins its branches before those of the one before have met; each join is on a circle.
        const int Count = 400;
        var numbers = Enumerable.Range(0, Count).ToList();
        var definition = Workflow(Chart(
            numbers.SelectMany(i => new[] { Fork($"f{i}", "A", "B"), Task($"t{i}"), Line($"x{i}"), Line($"m{i}") with { MergeMode = MergeMode.Merge }, Decision($"d{i}", "1 > 0") }),
            [.. numbers.SelectMany(i => new[] { $"f{i}:A -> t{i}", $"f{i}:B -> x{i}", $"t{i}:Approve -> m{i}", $"t{i}:Reject -> m{i}", $"x{i} -> m{i}", $"m{i} -> d{i}", $"d{i}:True -> f{i / 2}", $"d{i}:False -> f{Math.Min(i + 1, Count - 1)}" })]));
        DefinitionValidator.Validate(definition, KnownActivities.Registry, new ValidationContext());
        var watch = Stopwatch.StartNew();

        var findings = DefinitionValidator.Validate(definition, KnownActivities.Registry, new ValidationContext());

        // A small part of it where the test runs alone; with a square in it, minutes.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        findings.ShouldNotBeEmpty();
    }
}
