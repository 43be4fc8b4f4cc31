using System.Text.RegularExpressions;

namespace OrderFlow.Tests.Studio.Definitions;

/// <summary>A difference from a genuine server that is meant.</summary>
/// <param name="Recordings">Pattern of their names.</param>
/// <param name="Difference">Pattern of what differs.</param>
internal sealed record RecordedDifference(string Recordings, string Difference, string Reason)
{
    /// <summary>By recording, why the call is not made.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotPlayed = new Dictionary<string, string>
    {
        ["105-definition-clr-approval"] = "asks for a workflow that was compiled into that server",
    };

    public static readonly IReadOnlyList<RecordedDifference> Known =
    [
        new("", @"(root|activity)\b.*\.(result|then|else): (missing|null instead of object)$", "An activity is kept as it was sent; Elsa writes members that nobody set, too."),
        new("", @"(inputs|variables)\[\]\.isArray: extra$", "Studio sends the flag and gets it back, also when it is false."),
        new("^(016|040|072|073|132)", "^body: extra$", "What is not there is said in a sentence."),
        new("^(036|052)", @"^\$\.(status|title): extra$", "Refusals carry what clients of any API read beside what Elsa's do."),
        new("^012", "", "That feature is a part of Elsa's that is not here."),
        new("^(014|015)", @"clrType: missing$", "Activities have no CLR type that a client could use."),
        new("^(018|019)", @"^\$\.count: extra$", "Every list says how many it has."),
        new("^037", "", "An unknown activity is kept in a draft; published it would be a promise that nobody keeps."),
        new("^043", "", "The root activity is answered where the genuine server fails."),
        new("^053", @"isMaterializerAvailable: extra$", "A summary is the same wherever it stands."),
        new("^107", "^status: 200 instead of 500$", "That the instance faulted is told by its state. Studio repeats what is answered with 500, and would start more."),
        new("^069", @"bookmarks\[\]\.callbackMethodName: missing$", "Activities are resumed by what they are, not by the name of a method."),
        new("^107", @"exception\.(innerException|stackTrace): missing$", "Where in the program something failed is not for clients."),
        new("^138", "", "There are no labels here."),
    ];

    public bool Matches(string recording, string difference) => Regex.IsMatch(recording, Recordings) && Regex.IsMatch(difference, Difference);
}
