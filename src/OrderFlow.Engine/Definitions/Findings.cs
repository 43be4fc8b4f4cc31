using System.Globalization;
using System.Text.Json;

namespace OrderFlow.Engine.Definitions;

/// <summary>All findings in one place: code, message and fix of each.</summary>
internal static class Findings
{
    public static Finding TooLarge(int bytes, int limit) => Document(
        "too-large", "", $"The file has {bytes} bytes, the limit is {limit}.", "Split the workflow into several.", Text(bytes), Text(limit));

    public static Finding Empty() => Document("empty-file", "", "The file is empty.", "Export the workflow again.");

    public static Finding NotJson(JsonException bad)
    {
        var (line, column) = (Text((int)(bad.LineNumber ?? 0) + 1), Text((int)(bad.BytePositionInLine ?? 0) + 1));
        var reason = bad.Message.Split(" Path:")[0].Split(" LineNumber:")[0];
        return Document("not-json", "", $"The file is not JSON: line {line}, column {column}: {reason}", "Export the workflow again, or mend the file at the place named.", line, column, reason);
    }

    public static Finding NotUtf8() =>
        Document("not-utf8", "", "The file is not UTF-8 text.", "Export the workflow again, or save the file as UTF-8.");

    public static Finding TooDeep(int levels) =>
        Document("too-deep", "", $"The file is nested more than {levels} levels deep.", "Move what is innermost into a workflow of its own.", Text(levels));

    public static Finding HalfCharacter(string pointer) =>
        Document("half-character", pointer, $"The text at {(pointer.Length == 0 ? "the top" : pointer)} has half a character in it (an escape \\uD800 to \\uDFFF without its other half).", "Write the character anew.", pointer);

    public static Finding DuplicateMember(string pointer) => Document("duplicate-member", pointer, $"The member '{pointer[(pointer.LastIndexOf('/') + 1)..]}' is there twice.", "Leave one of the two.", pointer);

    public static Finding NotAnObject(string pointer, string what) =>
        Document("not-an-object", pointer, $"Expected {what} to be an object.", "Export the workflow again, or mend the file at the place named.", what);

    public static Finding OlderElsa() =>
        Document("elsa-2", "", "This is a workflow of Elsa 2, which has another format.", "Draw it anew, or export it from Elsa 3.");

    public static Finding NoRoot(string pointer) => Document("no-root", pointer, "This is no workflow definition: it has no root activity.", "Export the workflow again, or add the member 'root' with a flowchart.");

    public static Finding WrongType(string pointer, string member, string expected) =>
        Document("wrong-type", pointer, $"'{member}' must be {expected}.", $"Write {expected} there.", member, expected);

    public static Finding TooLong(string pointer, string member, int limit) =>
        Document("too-long", pointer, $"'{member}' is longer than {limit} characters.", "Shorten it.", member, Text(limit));

    public static Finding NoName() => Document("no-name", "/name", "The workflow has no name.", "Give it a name.");

    public static Finding DuplicateName(string pointer, string kind, string name) =>
        Document("duplicate-name", pointer, $"There are several {kind}s named '{name}'.", "Rename all but one.", kind, name);

    public static Finding NoId(ActivityDefinition activity) => About(activity, "no-id", "/id", "has no id.", "Add it anew, or write an id.");

    public static Finding DuplicateId(ActivityDefinition activity, ActivityDefinition first) =>
        About(activity, "duplicate-id", "/id", $"has the id '{activity.Id}', which '{first.DisplayText}' has too.", "Delete one and add it anew.", activity.Id, first.DisplayText);

    public static Finding UnknownType(ActivityDefinition activity) =>
        About(activity, "unknown-activity-type", "/type", $"is of type '{MissingType(activity)}', which is not known here.", "Replace it, or publish the workflow that it stands for.", MissingType(activity));

    public static Finding NoType(ActivityDefinition activity) => About(activity, "no-type", "", "does not say what type of activity it is.", "Add it anew, or write its type.");

    public static Finding MissingInput(ActivityDefinition activity, string input) =>
        About(activity, "missing-input", "", $"needs a value for '{input}'.", $"Set '{input}'.", input);

    public static Finding NoAssignee(ActivityDefinition activity) =>
        About(activity, "no-assignee", "", "has nobody to decide it.", "Set Users, Roles or Assignees.");

    public static Finding UnknownScriptVariable(ActivityDefinition activity, string variable, string input, string? place = null) =>
        About(activity, "unknown-script-variable", place ?? "/" + Camel(input), $"reads variable '{variable}' in '{input}', which is neither declared nor set anywhere.", $"Declare '{variable}', or mend its name.", variable, input) with { Severity = Severity.Warning };

    public static Finding WrongDefault(string pointer, string kind, string name, string type, string error) =>
        Document("wrong-default", pointer, $"The default of {kind} '{name}' must be {TypeWord.Of(type)}.", TypeWord.Fix(type, error), kind, name, type, error);

    public static Finding BreakOutsideLoop(ActivityDefinition activity) =>
        About(activity, "break-outside-loop", "", "stands in no loop: it ends the sequence around it.", "Put it into the body of a loop, or use End.") with { Severity = Severity.Warning };

    public static Finding UnknownVariable(ActivityDefinition activity, string variable, string input, string? place = null) =>
        About(activity, "unknown-variable", place ?? "/" + Camel(input), $"uses variable '{variable}' in '{input}', which is not declared.", $"Declare '{variable}', or choose another.", variable, input);

    public static Finding UnknownInput(ActivityDefinition activity, string wanted, string input, string? place = null) =>
        About(activity, "unknown-input", place ?? "/" + Camel(input), $"uses the workflow's input '{wanted}' in '{input}', which is not declared.", $"Declare '{wanted}', or choose another.", wanted, input);

    /// <param name="error">"line:column: what".</param>
    public static Finding BadExpression(ActivityDefinition activity, string input, string type, string error, string? place = null)
    {
        var parts = error.TrimEnd('.').Split(':', 3, StringSplitOptions.TrimEntries);
        var shown = parts is [var line, var column, var what] && int.TryParse(line, out _) && int.TryParse(column, out _) ? $"line {line}, column {column}: {what}" : error.TrimEnd('.');
        return About(activity, "bad-expression", place ?? "/" + Camel(input), $"has a {type} expression in '{input}' that cannot be read: {shown}.", "Mend the expression at the place named.", input, type, error);
    }

    public static Finding WrongInput(ActivityDefinition activity, string input, string type, string value, string error, string? place = null) =>
        About(activity, "wrong-input-type", place ?? "/" + Camel(input), $"has '{value}' for '{input}', which must be {TypeWord.Of(type)}.", TypeWord.Fix(type, error), input, value, type, error);

    public static Finding NotOffered(ActivityDefinition activity, string input, string value, IReadOnlyList<string> options) =>
        About(activity, "not-offered", "/" + Camel(input), $"has '{value}' for '{input}'; offered are {string.Join(", ", options)}.", "Choose one of them.", input, value, string.Join(", ", options));

    public static Finding BadCron(ActivityDefinition activity, string cron) =>
        About(activity, "bad-cron", "/cronExpression", $"has '{cron}', which is no cron expression that ever occurs.", "Write five fields (minute hour day month weekday), or six with seconds first.", cron);

    public static Finding Dangling(ActivityDefinition flowchart, string place, Connection connection, string end, Dictionary<string, ActivityDefinition> here) =>
        About(flowchart, "dangling-connection", place, $"has a connection from {Named(connection.Source, here)} ({connection.SourcePort}) to {Named(connection.Target, here)}, but there is no activity '{end}' in it.", "Delete the connection, or draw it anew.", connection.Source, connection.SourcePort, connection.Target, end);

    public static Finding DuplicateConnection(ActivityDefinition flowchart, string place, Connection connection, Dictionary<string, ActivityDefinition> here) =>
        About(flowchart, "duplicate-connection", place, $"has the connection from {Named(connection.Source, here)} ({connection.SourcePort}) to {Named(connection.Target, here)} twice.", "Delete one of them.", connection.Source, connection.SourcePort, connection.Target);

    public static Finding HalfConnections(ActivityDefinition flowchart, int count) =>
        About(flowchart, "half-connection", "/connections", count == 1 ? "has a connection without a source or target: it is passed over." : $"has {count} connections without a source or target: they are passed over.", "Draw what is missing anew.", Text(count)) with { Severity = Severity.Warning };

    public static Finding UnknownPort(ActivityDefinition source, string pointer, string port, IReadOnlySet<string> ports) =>
        About(source, "unknown-port", "", $"has no outcome '{port}', from which a connection leads; it has {string.Join(", ", ports)}.", "Draw the connection from one of them.", port, string.Join(", ", ports)) with { Pointer = pointer };

    public static Finding Unreachable(ActivityDefinition activity) =>
        About(activity, "unreachable", "", "cannot be reached from the start.", "Connect it, or delete it.") with { Severity = Severity.Warning };

    public static Finding MissingChild(ActivityDefinition activity, string child) =>
        About(activity, "missing-workflow", "", $"uses workflow '{child}', which is not there.", "Import it, or choose another.", child);

    public static Finding UnseenChild(ActivityDefinition activity, string child) =>
        About(activity, "workflow-not-checked", "", $"uses workflow '{child}', which is not among the files and could not be checked.", "Check both files together.", child) with { Severity = Severity.Warning };

    public static Finding NotUsable(ActivityDefinition activity, string child) =>
        About(activity, "workflow-not-usable", "", $"uses workflow '{child}' as an activity, which does not allow it.", "Switch on 'usable as activity' in its options, or choose another.", child);

    public static Finding ChildCycle(ActivityDefinition activity, IReadOnlyList<string> path) =>
        About(activity, "workflow-cycle", "", $"starts a circle of workflows: {string.Join(" → ", path)}.", "Let one of them not start the next.", string.Join(" → ", path));

    public static Finding BadAssignee(ActivityDefinition activity, string input, string value, string error) =>
        About(activity, "bad-assignee", "/" + Camel(input), $"has '{value}' in '{input}', which names nobody: {error}.", "Write user:name, role:name, department:id, head, manager, position:name, initiator, chosen, field:name or document:name.", input, value, error);

    public static Finding BadStep(ActivityDefinition activity, int number, string error) =>
        About(activity, "bad-step", "/ladder", $"has a step {number} in 'Ladder' that cannot be carried out: {error}.", "Write steps such as {\"after\": \"1.00:00:00\", \"action\": \"Escalate\", \"to\": [\"manager\"]}.", Text(number), error);

    public static Finding UnknownActivity(ActivityDefinition activity, string input, string name) =>
        About(activity, "unknown-activity", "/" + Camel(input), $"names activity '{name}' in '{input}', which is not there.", "Write the id or name of an activity of this workflow.", input, name);

    internal static Finding About(ActivityDefinition activity, string code, string member, string message, string fix, params string[] arguments) =>
        new(Severity.Error, code, activity.Pointer + member, activity.Id, activity.DisplayText, $"{(activity.DisplayText.Length == 0 ? "An activity" : $"'{activity.DisplayText}'")} {message}", fix, arguments);

    private static string Named(string id, Dictionary<string, ActivityDefinition> here) => $"'{(here.TryGetValue(id, out var activity) ? activity.DisplayText : id)}'";

    private static string MissingType(ActivityDefinition activity) => activity.Source["missingTypeName"]?.ToString() ?? activity.Type;

    internal static string Camel(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);

    private static Finding Document(string code, string pointer, string message, string fix, params string[] arguments) =>
        new(Severity.Error, code, pointer, null, null, message, fix, arguments);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
