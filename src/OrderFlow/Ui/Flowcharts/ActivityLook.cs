using MudBlazor;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Ui.Flowcharts;

/// <summary>How a kind of activity is drawn, so that an eye finds it again.</summary>
/// <param name="Tone">Its colour, a class of the style sheet.</param>
/// <param name="Icon">Markup of ours, never anything from a definition.</param>
public sealed record ActivityLook(string Tone, string Icon)
{
    /// <param name="type">Type name, as in definitions; one that nobody knows looks like a question.</param>
    /// <param name="isWorkflow">It is a workflow used as an activity: its type is a name that somebody chose.</param>
    public static ActivityLook Of(string type, bool isWorkflow = false) => type switch
    {
        _ when isWorkflow => new("nested", Icons.Material.Outlined.AccountTree),
        "OrderFlow.ApprovalTask" => new("approval", Icons.Material.Outlined.HowToReg),
        "OrderFlow.Return" => new("return", Icons.Material.Outlined.Undo),
        "Elsa.Start" => new("flow", Icons.Material.Outlined.PlayCircle),
        "Elsa.End" or "Elsa.Finish" or "Elsa.Complete" => new("flow", Icons.Material.Outlined.StopCircle),
        "Elsa.FlowJoin" => new("branch", Icons.Material.Outlined.CallMerge),
        "Elsa.FlowFork" or "Elsa.Fork" or "Elsa.Parallel" => new("branch", Icons.Material.Outlined.CallSplit),
        "Elsa.Event" or "Elsa.PublishEvent" => new("message", Icons.Material.Outlined.Bolt),
        "Elsa.RunTask" => new("message", Icons.Material.Outlined.TaskAlt),
        "Elsa.Fault" => new("unknown", Icons.Material.Outlined.ReportProblem),
        _ => OfCategory(KnownActivities.Registry.Describe(type)?.Category),
    };

    private static ActivityLook OfCategory(string? category) => category switch
    {
        "Approval" => new("approval", Icons.Material.Outlined.HowToReg),
        "Branching" or "Control Flow" => new("branch", Icons.Material.Outlined.AltRoute),
        "Looping" => new("branch", Icons.Material.Outlined.Loop),
        "Scheduling" => new("time", Icons.Material.Outlined.Schedule),
        "Email" => new("message", Icons.Material.Outlined.Mail),
        "HTTP" => new("message", Icons.Material.Outlined.Public),
        "Scripting" => new("data", Icons.Material.Outlined.Code),
        "Flow" or "Workflows" or "Composition" => new("nested", Icons.Material.Outlined.AccountTree),
        "System" or null => new("unknown", Icons.Material.Outlined.HelpOutline),
        _ => new("data", Icons.Material.Outlined.Tune),
    };
}
