using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Crash;

/// <summary>Two tasks side by side, a wait, a child, a mail, and a count of what was done.</summary>
internal static class CrashWorkflows
{
    public static readonly string Parent = Documents.Workflow("crash", Documents.Sequence(
        Documents.Script("first", "setVariable('Vote', (getVariable('Vote') || '') + 'a')"),
        Documents.Parallel(Documents.Task("one", ("Roles", new[] { "sales" })), Documents.Task("two", ("Roles", new[] { "finance" }), ("Due", "01:00:00"), ("OnTimeout", "Remind"))),
        Documents.Activity("Elsa.Delay", "pause", ("TimeSpan", "00:00:01")),
        Documents.Activity("Elsa.ExecuteWorkflow", "child", ("WorkflowDefinitionId", "crash-child"), ("WaitForCompletion", true)),
        Documents.Activity("Elsa.SendEmail", "mail", ("To", new[] { "customer@example.org" }), ("Subject", "done"), ("Body", "<p>done</p>")),
        Documents.Script("last", "setVariable('Vote', getVariable('Vote') + 'b')"),
        Documents.Input(Documents.Activity("Elsa.SetOutput", "output", ("OutputName", "Votes")), "OutputValue", "Variable", "Vote")));

    public static readonly string Child = Documents.Workflow("crash-child", Documents.Sequence(
        Documents.Activity("Elsa.WriteLine", "line", ("Text", "child")), Documents.Activity("Elsa.Delay", "nap", ("TimeSpan", "00:00:00.2"))));

    /// <summary>How often each activity of an instance begins.</summary>
    public static readonly string[] Begins = ["Workflow1", "sequence", "first", "parallel", "one", "two", "pause", "child", "mail", "last", "output"];
}
