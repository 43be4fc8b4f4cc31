namespace OrderFlow.Engine.Activities;

/// <summary>How Break reaches its loop: every container up to the loop is marked and ends at its next completion.</summary>
internal static class Breaking
{
    private const string Mark = "breaking";

    public static bool IsBreaking(ActivityContext context) => context.Number(Mark) == 1;

    public static void Break(ActivityContext context)
    {
        for (var scope = context.Run.Live(context.Execution.ParentId); scope is not null; scope = context.Run.Live(scope.ParentId))
        {
            var owner = context.Run.Context(scope);
            // The loop around a workflow used as an activity is not that workflow's business.
            if (owner.Node.Workflow is not null) return;
            owner.SetNumber(Mark, 1);
            if (owner.Node.Type is Loop) return;
        }
    }
}
