using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions;

/// <summary>What came of reading a definition.</summary>
/// <param name="Definition">Null: the text cannot be taken for a definition at all; the findings say why.</param>
public sealed record ReadResult(WorkflowDefinition? Definition, IReadOnlyList<Finding> Findings);

/// <summary>Reads Elsa 3 workflow definitions in every spelling that Elsa itself takes. Never throws on what it is given.</summary>
public static class DefinitionReader
{
    /// <summary>In bytes; larger files are refused before they are parsed.</summary>
    public const int LargestDocument = 10 * 1024 * 1024;

    /// <summary>In characters, of a definition's id and name.</summary>
    public const int LongestName = 250;

    private static readonly string[] Names = ["id", "definitionId", "name"];

    private const int DeepestNesting = 100;

    private static readonly JsonDocumentOptions Parsing = new() { MaxDepth = DeepestNesting, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static ReadResult Read(string json, ActivityRegistry registry) => Read(Encoding.UTF8.GetBytes(json), registry);

    /// <param name="utf8">With or without a byte order mark.</param>
    /// <param name="registry">Says which members of an activity are inputs, outputs and children.</param>
    public static ReadResult Read(ReadOnlySpan<byte> utf8, ActivityRegistry registry)
    {
        if (utf8.Length > LargestDocument) return Failed(Findings.TooLarge(utf8.Length, LargestDocument));
        if (utf8.StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        try
        {
            using var document = JsonDocument.Parse(utf8.ToArray(), Parsing);
            if (Duplicate(document.RootElement, "") is { } pointer) return Failed(Findings.DuplicateMember(pointer));
            // Text that is not UTF-8 or holds half a surrogate pair is noticed only when it is taken as a string.
            return Read(JsonNode.Parse(document.RootElement.GetRawText(), documentOptions: Parsing), registry);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or DecoderFallbackException or ArgumentException)
        {
            return Failed(Findings.NotJson(bad.Message));
        }
    }

    /// <param name="node">The definition, or {"model": definition} as Studio posts it. Taken over: it becomes <see cref="WorkflowDefinition.Source"/>.</param>
    /// <param name="registry">Says which members of an activity are inputs, outputs and children.</param>
    public static ReadResult Read(JsonNode? node, ActivityRegistry registry)
    {
        if (node is not JsonObject source) return Failed(Findings.NotAnObject("", "a workflow definition"));
        var prefix = "";
        if (source["root"] is null && source["model"] is JsonObject model)
        {
            prefix = "/model";
            source = (JsonObject)model.DeepClone();
        }

        if (source["root"] is not JsonObject && source["activities"] is JsonArray) return Failed(Findings.OlderElsa());
        var findings = new List<Finding>();
        var reader = new ActivityReader(registry, findings);
        var text = new MemberReader(source, prefix, findings);
        foreach (var member in Names)
            if (source[member] is JsonValue name && name.GetValueKind() == JsonValueKind.String && name.GetValue<string>().Length > LongestName)
                return Failed(Findings.TooLong($"{prefix}/{member}", member, LongestName));
        if (source["root"] is not JsonObject root) return Failed(Findings.NoRoot(prefix + "/root"));

        var definition = new WorkflowDefinition
        {
            Id = text.Text("id"),
            DefinitionId = text.Text("definitionId"),
            Name = text.Text("name") ?? "",
            Description = text.Text("description"),
            Version = text.Number("version") ?? 1,
            ToolVersion = text.Text("toolVersion"),
            Variables = reader.Variables(source, prefix),
            Inputs = [.. text.Objects("inputs").Select(Input).Where(i => i.Name.Length > 0)],
            Outputs = [.. text.Objects("outputs").Select(Output).Where(o => o.Name.Length > 0)],
            Outcomes = text.Texts("outcomes"),
            Options = OptionsReader.Read(source, findings, prefix),
            Root = reader.Read(root, prefix + "/root", "Workflow1"),
            Source = source,
        };
        return new ReadResult(definition, findings);
    }

    private static InputDefinition Input(MemberReader input) => new(
        input.Text("name") ?? "", input.Text("type") ?? "Object", input.Flag("isArray"), input.Text("displayName"), input.Text("description"), input.Node("defaultValue"));

    private static OutputDefinition Output(MemberReader output) =>
        new(output.Text("name") ?? "", output.Text("type") ?? "Object", output.Flag("isArray"), output.Text("displayName"));

    private static ReadResult Failed(Finding finding) => new(null, [finding]);

    // JsonNode would throw at some later moment; which of two members counts is nothing to guess about.
    private static string? Duplicate(JsonElement element, string pointer)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            var i = 0;
            foreach (var item in element.EnumerateArray())
                if (Duplicate(item, $"{pointer}/{i++}") is { } inner) return inner;
            return null;
        }

        if (element.ValueKind != JsonValueKind.Object) return null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var here = $"{pointer}/{JsonPointer.Escape(member.Name)}";
            if (!seen.Add(member.Name)) return here;
            if (Duplicate(member.Value, here) is { } inner) return inner;
        }

        return null;
    }
}

/// <summary>JSON pointers (RFC 6901).</summary>
public static class JsonPointer
{
    public static string Escape(string member) => member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
