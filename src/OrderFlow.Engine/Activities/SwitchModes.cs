using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>The mode of Switch and FlowSwitch: by name, or by number as the enumeration is sometimes saved.</summary>
internal static class SwitchModes
{
    public static bool MatchesAll(ActivityContext context) => JsonValues.AsString(context.Input("Mode")) is "MatchAny" or "1";
}
