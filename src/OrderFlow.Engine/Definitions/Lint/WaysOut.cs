namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>What leaves a loop from within.</summary>
internal static class WaysOut
{
    /// <summary>Whether an activity, or one in it, may leave the loop around it: a Break that is not of a loop further in, or the end of the whole workflow.</summary>
    public static bool IsIn(ActivityDefinition activity) => IsIn(activity, isInnerLoop: false);

    private static bool IsIn(ActivityDefinition activity, bool isInnerLoop) => activity.Type switch
    {
        "Elsa.Break" => !isInnerLoop,
        "Elsa.Finish" or "Elsa.Complete" or "OrderFlow.Return" => true,
        var type => activity.Children.Any(c => IsIn(c, isInnerLoop || BodyLoopRule.Loops.Contains(type))),
    };
}
