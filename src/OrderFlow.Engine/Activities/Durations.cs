using System.Text.Json;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Durations given as inputs: never below zero.</summary>
internal static class Durations
{
    public static TimeSpan Of(ActivityContext context, string input)
    {
        var value = context.Input(input);
        var duration = value.ValueKind == JsonValueKind.Null ? TimeSpan.Zero : JsonValues.AsTimeSpan(value);
        if (duration < TimeSpan.Zero) throw new ActivityFault("Duration", $"Input '{input}' of '{context.Node.DisplayText}' must not be below zero, but is {duration}.", value);
        return duration;
    }
}
