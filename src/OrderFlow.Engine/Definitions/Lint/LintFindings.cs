namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>The findings of the linter in one place: code, message and fix of each.</summary>
internal static class LintFindings
{
    public static Finding DeadlineWithoutAction(ActivityDefinition task) =>
        Warning(task, "deadline-without-action", "/due", "has a deadline, but nothing happens before it or when it comes.", "Choose what happens (OnTimeout), or set a reminder.");

    public static Finding ActionWithoutDeadline(ActivityDefinition task, string input) =>
        Warning(task, "action-without-deadline", "/" + Findings.Camel(input), $"has a value for '{input}', but no deadline: it never takes effect.", $"Set 'Due', or clear '{input}'.", input);

    public static Finding BranchesNeverMeet(ActivityDefinition fork, IReadOnlyList<string> branches) =>
        Warning(fork, "branches-never-meet", "", $"starts branches that never come together: {string.Join(", ", branches)}.", "Lead them to one join; leave it so where one of them only tells somebody and ends.", string.Join(", ", branches));

    public static Finding JoinOfOne(ActivityDefinition join) =>
        Warning(join, "join-of-one", "", "joins, but only one connection leads to it.", "Connect the other branches to it, or delete it.");

    public static Finding JoinMissesWay(ActivityDefinition join, string source, string port) =>
        Findings.About(join, "join-misses-way", "", $"can never start: it waits for every connection, and nothing ever comes from '{source}' ({port}).", "Delete that connection, or set the merge mode to None.", source, port);

    public static Finding JoinWaysExclude(ActivityDefinition join, string one, string other) =>
        Findings.About(join, "join-ways-exclude", "", $"can never start: it waits for every connection, but {one} and {other} never both come.", "Set the merge mode to None, or let both begin at a fork.", one, other);

    public static Finding LoopWithoutExit(ActivityDefinition first, string around) =>
        Findings.About(first, "loop-without-exit", "", $"goes round forever, with no wait and no way out: {around}.", "Add a decision that leads out, or a wait such as a task or a delay.", around);

    public static Finding LoopWithoutWait(ActivityDefinition first, string around) =>
        Warning(first, "loop-without-wait", "", $"goes round without a wait: {around}.", "Make sure that it ends after few rounds, or put a wait into it: all rounds run in one go.", around);

    public static Finding EndlessLoop(ActivityDefinition first, string around) =>
        Warning(first, "endless-loop", "", $"goes round with no way out: {around}.", "Add a decision that leads out; leave it so where it is to run until somebody cancels it.", around);

    public static Finding OpenPort(ActivityDefinition activity, string port) =>
        Warning(activity, "open-port", "", $"has nothing connected to its outcome '{port}': what comes there ends in silence.", "Connect it, to an End if the flow is to end there.", port);

    /// <param name="scope">Null: it is a variable of the workflow.</param>
    public static Finding UnusedVariable(string pointer, ActivityDefinition? scope, string variable) =>
        new(Severity.Warning, "unused-variable", pointer, scope?.Id, scope?.DisplayText, $"Variable '{variable}' is neither read nor set anywhere.", "Delete it, or use it.", [variable]);

    /// <param name="scope">Null: it is a variable of the workflow.</param>
    public static Finding VariableNeverSet(string pointer, ActivityDefinition? scope, string variable) =>
        new(Severity.Warning, "variable-never-set", pointer, scope?.Id, scope?.DisplayText, $"Variable '{variable}' is read, but nothing sets it and it has no default.", "Set it before it is read, or give it a default.", [variable]);

    private static Finding Warning(ActivityDefinition activity, string code, string member, string message, string fix, params string[] arguments) =>
        Findings.About(activity, code, member, message, fix, arguments) with { Severity = Severity.Warning };
}
