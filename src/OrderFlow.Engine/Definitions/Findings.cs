using System.Globalization;

namespace OrderFlow.Engine.Definitions;

/// <summary>All findings in one place: code, message and fix of each.</summary>
internal static class Findings
{
    public static Finding TooLarge(int bytes, int limit) => Document(
        "too-large", "", $"The file has {bytes} bytes, the limit is {limit}.", "Split the workflow into several.", Text(bytes), Text(limit));

    public static Finding NotJson(string reason) => Document("not-json", "", $"The file is not JSON: {reason}", "Export the workflow again, or mend the file at the place named.", reason);

    public static Finding DuplicateMember(string pointer) => Document("duplicate-member", pointer, $"{pointer} is there twice.", "Leave one of the two.", pointer);

    public static Finding NotAnObject(string pointer, string what) =>
        Document("not-an-object", pointer, $"Expected {what} to be an object.", "Export the workflow again, or mend the file at the place named.", what);

    public static Finding OlderElsa() =>
        Document("elsa-2", "", "This is a workflow of Elsa 2, which has another format.", "Draw it anew, or export it from Elsa 3.");

    public static Finding NoRoot(string pointer) => Document("no-root", pointer, "The definition has no root activity.", "Add the member 'root' with a flowchart.");

    public static Finding WrongType(string pointer, string member, string expected) =>
        Document("wrong-type", pointer, $"'{member}' must be {expected}.", $"Write {expected} there.", member, expected);

    private static Finding Document(string code, string pointer, string message, string fix, params string[] arguments) =>
        new(Severity.Error, code, pointer, null, null, message, fix, arguments);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
