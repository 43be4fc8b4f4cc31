using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Descriptors;

/// <summary>What else Studio offers to choose from. What does not exist here is an empty list.</summary>
internal static class ListDescriptorEndpoints
{
    private static readonly string[] Nothing = [];

    public static void Map(RouteGroupBuilder group)
    {
        var descriptors = group.MapGroup("/descriptors");
        descriptors.MapGet("/expression-descriptors", () => List(Expressions()));
        descriptors.MapGet("/variables", () => List(VariableTypes.All()));
        descriptors.MapGet("/storage-drivers", () => List([StorageDriver()]));
        descriptors.MapGet("/workflow-activation-strategies", () => List(Activations()));
        descriptors.MapGet("/incident-strategies", () => List(Incidents()));
        descriptors.MapGet("/log-persistence-strategies", () => List([LogPersistence()]));
        // A burst commits once, always: there is nothing to choose.
        descriptors.MapGet("/commit-strategies/workflows", () => List(Nothing));
        descriptors.MapGet("/commit-strategies/activities", () => List(Nothing));
        descriptors.MapGet("/output-converters", () => List(Nothing));
        group.MapGet("/resilience/strategies", () => List(Nothing));
        group.MapGet("/labels", () => Page());
        group.MapGet("/secrets", () => Page());
    }

    private static IResult List(IReadOnlyCollection<object> items) => ElsaJson.Ok(new { Items = items, items.Count });

    private static IResult Page() => ElsaJson.Ok(new { Items = Nothing, TotalCount = 0 });

    // A definition from an Elsa server may hold C# or Python: the validator says that it does not run here.
    private static object[] Expressions() =>
    [
        Expression("Literal", false, null), Expression("Object", false, "json"), Expression("Json", false, "json"),
        Expression("Variable", true, null), Expression("Input", true, null), Expression("JavaScript", true, "javascript"), Expression("Liquid", true, "liquid"),
    ];

    private static object Expression(string type, bool isBrowsable, string? language) => new
    {
        Type = type,
        DisplayName = ActivityTexts.Text("Expression." + type, type),
        IsSerializable = true,
        IsBrowsable = isBrowsable,
        Properties = language is null ? [] : new Dictionary<string, string> { ["MonacoLanguage"] = language },
    };

    private static object[] Activations() =>
    [
        Strategy("Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core", "Always", "Any number of instances at the same time."),
        Strategy("Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime", "One at a time", "A new instance starts only while none of this workflow runs."),
        Strategy("Elsa.Workflows.Runtime.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime", "One per business number", "A new instance starts only while none of this workflow runs for the same business number."),
        Strategy("Elsa.Workflows.Runtime.ActivationValidators.CorrelationStrategy, Elsa.Workflows.Runtime", "One workflow per business number", "A new instance starts only while no workflow at all runs for the same business number."),
    ];

    private static object[] Incidents() =>
    [
        Strategy("Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core", "Stop", "The instance is faulted until somebody retries."),
        Strategy("Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core", "Go on elsewhere", "Only the branch that failed stops; the others go on."),
    ];

    private static object LogPersistence() =>
        Strategy("Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core", "Everything", "The journal records every input and output.");

    private static object Strategy(string typeName, string name, string about)
    {
        var key = typeName.Split(',')[0].Split('.')[^1];
        return new { DisplayName = ActivityTexts.Text($"Strategy.{key}", name), Description = ActivityTexts.Text($"Strategy.{key}.About", about), TypeName = typeName };
    }

    private static object StorageDriver() => new
    {
        TypeName = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core",
        DisplayName = ActivityTexts.Text("Storage.WorkflowInstance", "With the instance"),
        Priority = 5,
        Deprecated = false,
    };
}
