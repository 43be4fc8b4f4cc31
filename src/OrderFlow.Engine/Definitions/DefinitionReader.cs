using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
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
        if (utf8.Trim(" \t\r\n"u8).IsEmpty) return Failed(Findings.Empty());
        if (!Utf8.IsValid(utf8)) return Failed(Findings.NotUtf8());
        try
        {
            using var document = JsonDocument.Parse(utf8.ToArray(), Parsing);
            if (DocumentFaults.Find(document.RootElement) is { } fault) return Failed(fault);
            return Read(document.RootElement.ValueKind == JsonValueKind.Object ? JsonObject.Create(document.RootElement.Clone()) : null, registry);
        }
        catch (JsonException bad)
        {
            return Failed(IsTooDeep(utf8) ? Findings.TooDeep(DeepestNesting) : Findings.NotJson(bad));
        }
    }

    /// <param name="node">The definition, or {"model": definition} as Studio posts it. Taken over: it becomes <see cref="WorkflowDefinition.Source"/>.</param>
    /// <param name="registry">Says which members of an activity are inputs, outputs and children.</param>
    public static ReadResult Read(JsonNode? node, ActivityRegistry registry)
    {
        if (node is not JsonObject source) return Failed(Findings.NotAnObject("", "a workflow definition"));
        var prefix = "";
        if (source.Member("root") is null && source.Member("model") is JsonObject model)
        {
            prefix = "/" + source.NameOf("model");
            source = (JsonObject)model.DeepClone();
        }

        if (source.Member("root") is not JsonObject && source.Member("activities") is JsonArray) return Failed(Findings.OlderElsa());
        var findings = new List<Finding>();
        var reader = new ActivityReader(registry, findings);
        var text = new MemberReader(source, prefix, findings);
        foreach (var member in Names)
            if (source.Member(member) is JsonValue name && name.GetValueKind() == JsonValueKind.String && name.GetValue<string>().Length > LongestName)
                return Failed(Findings.TooLong($"{prefix}/{member}", member, LongestName));
        if (source.Member("root") is not JsonObject root) return Failed(Findings.NoRoot(prefix + "/root"));

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
            Root = reader.Read(root, $"{prefix}/{source.NameOf("root")}", "Workflow1"),
            Source = source,
        };
        return new ReadResult(definition, findings);
    }

    private static InputDefinition Input(MemberReader input) => new(
        input.Text("name") ?? "", input.Text("type") ?? "Object", input.Flag("isArray"), input.Text("displayName"), input.Text("description"), input.Node("defaultValue"));

    private static OutputDefinition Output(MemberReader output) =>
        new(output.Text("name") ?? "", output.Text("type") ?? "Object", output.Flag("isArray"), output.Text("displayName"));

    private static ReadResult Failed(Finding finding) => new(null, [finding]);

    // The parser says "too deep" in its message only.
    private static bool IsTooDeep(ReadOnlySpan<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8.ToArray(), Parsing with { MaxDepth = int.MaxValue });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>JSON pointers (RFC 6901).</summary>
public static class JsonPointer
{
    public static string Escape(string member) => member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
