using System.Reflection;
using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Definitions.Lint;

namespace OrderFlow.Tests.Definitions;

/// <summary>One finding of every kind that there is, made with sample names: whoever adds one need not add it here.</summary>
internal static class FindingSamples
{
    public static readonly ActivityDefinition Activity = new() { Id = "a1", Type = "Elsa.WriteLine" };

    public static IReadOnlyList<Finding> All { get; } =
    [
        .. new[] { typeof(Findings), typeof(LintFindings) }
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.NonPublic))
            .Where(m => m.ReturnType == typeof(Finding) && m is { IsPrivate: false, Name: not "About" })
            .Select(m => (Finding)m.Invoke(null, [.. m.GetParameters().Select(Sample)])!),
    ];

    private static object? Sample(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "name",
        var type when type == typeof(int) => 7,
        var type when type == typeof(ActivityDefinition) => Activity,
        var type when type == typeof(Connection) => new Connection("a1", "Done", "a2", "In"),
        var type when type == typeof(Dictionary<string, ActivityDefinition>) => new Dictionary<string, ActivityDefinition> { ["a1"] = Activity },
        var type when type == typeof(JsonException) => new JsonException("spoilt"),
        var type when type == typeof(IReadOnlyList<string>) => new[] { "one", "two" },
        var type when type == typeof(IReadOnlySet<string>) => new HashSet<string> { "one", "two" },
        var type => throw new InvalidOperationException($"Expected a sample of {type.Name} here."),
    };
}
