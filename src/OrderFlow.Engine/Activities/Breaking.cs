namespace OrderFlow.Engine.Activities;

/// <summary>
/// How Break reaches its loop: every container up to the loop is marked and ends at its next completion; without a loop, every
/// sequence and fork.
/// </summary>
internal static class Breaking
{
    private const string Mark = "breaking";

    public static bool IsBreaking(ActivityContext context) => context.Number(Mark) == 1;

    public static void Break(ActivityContext context)
    {
        var around = new List<ActivityContext>();
        var isInLoop = false;
        for (var scope = context.Run.Live(context.Execution.ParentId); scope is not null && !isInLoop; scope = context.Run.Live(scope.ParentId))
        {
            var owner = context.Run.Context(scope);
            // The loop around a workflow used as an activity is not that workflow's business.
            if (owner.Node.Workflow is not null) break;
            around.Add(owner);
            isInLoop = owner.Node.Type is Loop;
        }

        foreach (var owner in around)
            if (isInLoop || owner.Node.Type is Sequence or Fork) owner.SetNumber(Mark, 1);
    }
}
