using System.Reflection;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio;

/// <summary>A feature of Elsa's that is here.</summary>
internal sealed record ElsaFeature(string Name, string Namespace, string FullName, string DisplayName, string Description);

/// <summary>
/// What Studio may count on. Only what exists is named: with Elsa.Resilience or Elsa.Alterations in the list Studio would show
/// buttons that lead nowhere.
/// </summary>
internal static class FeatureEndpoints
{
    private static readonly ElsaFeature[] All =
    [
        Feature("Workflows", "Workflows and their activities."),
        Feature("Flowchart", "Flowcharts."),
        Feature("WorkflowManagement", "Versions of workflows: drafts, publishing, retracting."),
        Feature("WorkflowRuntime", "Runs workflows."),
        Feature("WorkflowsApi", "This API."),
        Feature("JavaScript", "Expressions in JavaScript."),
        Feature("Liquid", "Expressions in Liquid."),
        Feature("Scheduling", "Delays, timers and cron."),
        Feature("RealTimeWorkflowUpdates", "An instance that moves is seen moving."),
        Feature("Http", "HTTP endpoints and calls."),
    ];

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/features/installed", () => ElsaJson.Ok(new { Items = All, Count = All.Length }));
        group.MapGet("/features/installed/{fullName}", Find);
        group.MapGet("/package/version", () => ElsaJson.Ok(new { PackageVersion = Version }));
    }

    private static string Version { get; } = typeof(FeatureEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1.0.0";

    private static IResult Find(string fullName) =>
        All.FirstOrDefault(f => f.FullName == fullName) is { } feature ? ElsaJson.Ok(feature) : ElsaError.NotFound($"There is no feature '{fullName}'.");

    private static ElsaFeature Feature(string name, string description) => new(name, "Elsa", "Elsa." + name, name, description);
}
