using System.Text.Json.Nodes;
using OrderFlow.Tests.Definitions;
using static OrderFlow.Tests.Support.Documents;

namespace OrderFlow.Tests.Instances.Trial;

/// <summary>Workflows that do between them what workflows do; "tried" is the one that is tried.</summary>
internal static class TrialWorkflows
{
    public static readonly string[] Names =
        ["contract-approval", "declaration-approval", "votes", "timers", "children", "bulk", "events", "letters", "calls", "faults", "wild", "triggered", "singleton"];

    /// <summary>The workflow to try, and those that it uses.</summary>
    public static async Task<(string Tried, string[] Others)> OfAsync(string name) => name switch
    {
        "contract-approval" or "declaration-approval" => (await File.ReadAllTextAsync(Path.Combine(ShippedDefinitionTests.Folder(), name + ".json")), []),
        "votes" => (Votes, []),
        "timers" => (Timers, []),
        "children" => (Children, [Child, Broken]),
        "bulk" => (Bulk, [Child]),
        "events" => (Events, [Started]),
        "letters" => (Letters, []),
        "calls" => (Calls, []),
        "faults" => (Faults, []),
        "wild" => (Wild, []),
        "triggered" => (Triggered, []),
        "singleton" => (Singles, [Single]),
        _ => throw new ArgumentException($"No workflow '{name}'.", nameof(name)),
    };

    private static readonly string Votes = Workflow("tried", Sequence(
        Task("all", ("Users", new[] { "mia", "Leon" }), ("Roles", new[] { "finance" }), ("Mode", "All"), ("Due", "2.00:07:00"), ("RemindBefore", new[] { "1.00:01:00", "05:00:00" }),
            ("RemindAfter", new[] { "03:00:00" }), ("OnTimeout", "Escalate"), ("EscalateTo", "legal-lead"), ("Form", new { z = 1, a = new[] { "x" } })),
        Task("any", ("Roles", new[] { "legal", "nobody" }), ("Outcomes", new[] { "Yes", "No", "Later" }), ("Due", "03:11:00"), ("OnTimeout", "Outcome"), ("TimeoutOutcome", "Later")),
        Task("reminded", ("Assignees", "role:finance"), ("Due", "01:13:00"), ("OnTimeout", "Remind"), ("RemindAfter", new[] { "00:30:00" }))));

    private static readonly string Timers = Workflow("tried", Sequence(
        Activity("Elsa.Delay", "nap", ("TimeSpan", "00:10:00")),
        Activity("Elsa.Timer", "timer", ("Interval", "01:00:00")),
        Activity("Elsa.Cron", "cron", ("CronExpression", "30 9 * * 1")),
        Parallel(Activity("Elsa.Delay", "long", ("TimeSpan", "2.00:00:00")), Activity("Elsa.Delay", "longer", ("TimeSpan", "3.00:00:00")))));

    private static readonly string Child = Workflow("child", Sequence(
        Task("ask", ("Roles", new[] { "legal" }), ("Due", "05:03:00"), ("OnTimeout", "Outcome"), ("TimeoutOutcome", "Reject")), Activity("Elsa.SetName", "name", ("Value", "asked"))));

    private static readonly string Broken = Workflow("broken", Sequence(Activity("Elsa.Delay", "nap", ("TimeSpan", "00:20:00")), Script("throw", "throw new Error('no')")));

    private static readonly string Children = Workflow("tried", Parallel(
        Execute("call", "child", waits: true), Execute("broken", "broken", waits: true), Missing(),
        Activity("Elsa.DispatchWorkflow", "dispatch", ("WorkflowDefinitionId", "child"), ("WaitForCompletion", false))), incidents: "ContinueWithIncidents");

    private static readonly string Bulk = Workflow("tried", Sequence(
        Activity("Elsa.BulkDispatchWorkflows", "bulk", ("WorkflowDefinitionId", "child"), ("Items", new[] { 1, 2, 3 }), ("WaitForCompletion", true)), Event("after")));

    private static readonly string Started = Workflow("started", Sequence(Trigger(Event("made", "made")), Task("look", ("Users", new[] { "mia" })), Event("local")));

    private static readonly string Events = Workflow("tried", Sequence(
        Activity("Elsa.Correlate", "correlate", ("CorrelationId", "N-1")),
        Activity("Elsa.PublishEvent", "publish", ("EventName", "made"), ("CorrelationId", "N-1"), ("Payload", new { item = "desk" })),
        Parallel(Event("paid"), Event("local"), Named("inner", Sequence(Event("again"), Activity("Elsa.PublishEvent", "own", ("EventName", "local"), ("IsLocalEvent", true))))),
        Activity("Elsa.RunTask", "score", ("TaskName", "score")),
        Task("end", ("Users", new[] { "mia" }))));

    private static readonly string Letters = Workflow("tried", Sequence(
        Activity("Elsa.SendEmail", "plain", ("To", new[] { "role:legal", "user:mia", "x@example.com" }), ("Cc", new[] { "user:leon" }), ("Subject", "一 & two\nthree"), ("Body", "<p>Hello <b>you</b></p>"), ("Attachments", new { a = 1 })),
        Guarded("unread", "not an address"), Guarded("nobody", "role:nobody"), Guarded("fine", "user:lea"),
        Activity("Elsa.SendEmail", "lost", ("To", new[] { "user:gone" }), ("Subject", "lost"), ("Body", "")),
        Event("end")));

    private static readonly string Calls = Workflow("tried", Sequence(
        Activity("Elsa.SendHttpRequest", "call", ("Url", "http://127.0.0.1:9/x"), ("Method", "POST"), ("Content", new { a = 1 })),
        Activity("Elsa.HttpEndpoint", "wait", ("Path", "wait"), ("SupportedMethods", new[] { "GET" })),
        Activity("Elsa.FlowSendHttpRequest", "flow", ("Url", "http://127.0.0.1:9/y"), ("ExpectedStatusCodes", new[] { 200 }))));

    private static readonly string Faults = Workflow("tried", Parallel(
        Named("inner", Sequence(Event("go"), Script("bad", "throw new Error('no')"))), Task("ask", ("Users", new[] { "mia" }), ("Due", "04:00:00"), ("OnTimeout", "Remind")), Activity("Elsa.Delay", "nap", ("TimeSpan", "00:50:00"))));

    private static readonly string Wild = Workflow("tried", Sequence(
        Script("dice", "setVariable('Vote', String(Math.random()) + new Date().toISOString())"), Task("ask", ("Users", new[] { "mia" }), ("Title", "?")),
        // Worked out when it runs, too: a loop that says itself that it never ends does not publish.
        Body(Input(Activity("Elsa.While", "endless"), "Condition", "JavaScript", "1 < 2"), Script("turn", "1"))));

    private static readonly string Triggered = Workflow("tried", Sequence(Trigger(Event("ordered")), Task("look", ("Users", new[] { "mia" })), Event("ordered", "another")));

    private static readonly string Single = Workflow("single", Sequence(Task("one", ("Users", new[] { "mia" }))), strategy: "Singleton");

    private static readonly string Singles = Workflow("tried", Sequence(Execute("first", "single", waits: false), Execute("second", "single", waits: true), Execute("third", "single", waits: false), Event("end")));

    private static JsonObject Execute(string id, string definition, bool waits) =>
        Activity("Elsa.ExecuteWorkflow", id, ("WorkflowDefinitionId", definition), ("WaitForCompletion", waits));

    // Worked out when it runs: a fixed name of nothing does not publish.
    private static JsonObject Missing() => Input(Execute("missing", "", waits: true), "WorkflowDefinitionId", "JavaScript", "'no' + 'where'");

    private static JsonObject Named(string id, JsonObject activity)
    {
        (activity["id"], activity["name"]) = (id, id);
        return activity;
    }

    private static JsonObject Guarded(string id, string to)
    {
        var mail = Activity("Elsa.SendEmail", id, ("To", new[] { to }), ("Subject", id), ("Body", "<p>text</p>"));
        mail["error"] = Activity("Elsa.WriteLine", id + "-failed", ("Text", "failed"));
        return mail;
    }

    private static JsonObject Body(JsonObject loop, JsonObject body)
    {
        loop["body"] = body;
        return loop;
    }
}
