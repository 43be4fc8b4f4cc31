using OrderFlow.Engine.Definitions;

namespace OrderFlow.Engine.Activities;

/// <summary>Runs its activities one after the other, up to an End or a Break.</summary>
internal sealed class Sequence : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Sequence",
        Category = "Workflows",
        Description = "Runs its activities one after the other.",
        IsContainer = true,
        IsBrowsable = false,
    };

    public override void Execute(ActivityContext context) => Next(context);

    public override void OnChildCompleted(ActivityContext context, ChildCompletion child)
    {
        if (child.IsEnd || Breaking.IsBreaking(context)) context.Complete();
        // Only an operator makes two run at once; then it goes on with the last of them.
        else if (!context.HasOpenChildren) Next(context);
    }

    private static void Next(ActivityContext context)
    {
        var index = context.Number("index");
        if (index >= context.Node.Activities.Count)
        {
            context.Complete();
            return;
        }

        context.SetNumber("index", index + 1);
        context.Schedule(context.Node.Activities[index]);
    }

    /// <summary>Goes back to one of its activities: what runs after it is given up.</summary>
    internal static void Return(ActivityContext context, ActivityNode target)
    {
        context.Run.CancelBelow(context.Execution);
        var index = context.Node.Activities.ToList().IndexOf(target);
        context.SetNumber("index", index + 1);
        context.Schedule(target);
    }
}
