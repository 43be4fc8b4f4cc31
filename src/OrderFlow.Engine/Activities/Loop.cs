namespace OrderFlow.Engine.Activities;

/// <summary>What runs its body again and again until it is through or broken off.</summary>
internal abstract class Loop : Activity
{
    public override void Execute(ActivityContext context) => Next(context);

    public override void OnChildCompleted(ActivityContext context, ChildCompletion child)
    {
        if (Breaking.IsBreaking(context)) context.Complete();
        else if (!context.HasOpenChildren) Next(context);
    }

    /// <summary>Schedules the next round, or completes.</summary>
    protected abstract void Next(ActivityContext context);
}
