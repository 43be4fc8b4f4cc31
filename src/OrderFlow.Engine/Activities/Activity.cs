using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Activities;

/// <summary>The behaviour of an activity type. Stateless: one object serves all instances; what a run notes is in its <see cref="ActivityExecution"/>.</summary>
public abstract class Activity
{
    public abstract ActivityDescriptor Descriptor { get; }

    /// <summary>The run begins. Ends with a completion, scheduled children or a bookmark; else the run waits for nobody and the engine reports it.</summary>
    /// <exception cref="ActivityFault">It cannot be done.</exception>
    public abstract void Execute(ActivityContext context);

    /// <summary>A child has completed. The default completes with the last.</summary>
    public virtual void OnChildCompleted(ActivityContext context, ChildCompletion child)
    {
        if (Breaking.IsBreaking(context) || !context.HasOpenChildren) context.Complete();
    }

    /// <summary>A scheduled child is about to run; it is among the open ones already.</summary>
    public virtual void OnChildStarting(ActivityContext context, ActivityNode child) { }

    /// <summary>What one of its bookmarks waited for has come; the bookmark is burnt. The default completes.</summary>
    public virtual void Resume(ActivityContext context, Bookmark bookmark, JsonElement input) => context.Complete();

    /// <summary>A deadline of one of its bookmarks has come; it is burnt, the bookmark is not.</summary>
    public virtual void OnDeadline(ActivityContext context, Bookmark bookmark, PendingDeadline deadline) { }

    /// <summary>One of its bookmarks is given up unanswered: withdraw what was opened with it.</summary>
    public virtual void OnBookmarkDropped(ActivityContext context, Bookmark bookmark) { }

    /// <summary>What starts the workflow when the activity is marked as a trigger; null: it cannot be one.</summary>
    /// <param name="input">Evaluates an input by name outside any instance.</param>
    public virtual WorkflowTrigger? Trigger(ActivityNode node, Func<string, JsonElement> input) => null;
}

/// <summary>A child that has completed.</summary>
/// <param name="Outcomes">Empty: it was cancelled from outside, nothing is to be followed.</param>
public sealed record ChildCompletion(ActivityExecution Execution, ActivityNode Node, IReadOnlyList<string> Outcomes)
{
    /// <summary>True: with it the flowchart or sequence that it stands in is over.</summary>
    internal bool IsEnd => Node.Type.Descriptor.IsTerminal && Outcomes.Count > 0;
}
