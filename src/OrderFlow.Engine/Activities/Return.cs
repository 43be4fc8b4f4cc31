using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// Goes back to an earlier activity of a flowchart or sequence around it, or hands all back to one beside (a task "revise").
/// Branches that come from there, or that it would begin a second time, are withdrawn with their tasks and deadlines; others go on. Elsa has no such activity: there a connection drawn backwards leaves the other
/// branches open.
/// </summary>
internal sealed class Return : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "OrderFlow.Return",
        Category = "Approval",
        Description = "Goes back to an earlier activity and withdraws whatever came from there.",
        Inputs =
        [
            new InputDescriptor("Activity", "String", Description: "Id or name of the activity to go back to.", IsRequired: true),
            new InputDescriptor("Reason", "String", Description: "Why, for the journal."),
        ],
        IsTerminal = true,
    };

    public override void Execute(ActivityContext context)
    {
        var name = JsonValues.AsString(context.Input("Activity")) ?? "";
        var reason = JsonValues.AsString(context.Input("Reason")) is { Length: > 0 } text ? text : null;
        for (var scope = context.Run.Live(context.Execution.ParentId); scope is not null; scope = context.Run.Live(scope.ParentId))
        {
            if (context.Run.NodeOf(scope).Activities.FirstOrDefault(a => a.Definition.Id == name || a.Definition.Name == name) is not { } target) continue;
            if (Returns.Refuses(context.Run, scope, target) is { } refused) throw new ActivityFault("Return", refused.Message);
            Returns.Leave(context, scope, target, reason);
            return;
        }

        throw new ActivityFault("Return", $"'{context.Node.DisplayText}' goes back to '{name}', which is no activity of a container around it.");
    }
}
