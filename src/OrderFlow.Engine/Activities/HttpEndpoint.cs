using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Starts the workflow, or takes it up again, with an HTTP request to a path of its own.</summary>
internal sealed class HttpEndpoint : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.HttpEndpoint",
        Category = "HTTP",
        DisplayName = "HTTP Endpoint",
        Description = "Waits for an HTTP request, or starts the workflow with it.",
        Kind = ActivityKind.Trigger,
        Inputs =
        [
            new InputDescriptor("Path", "String", Description: "The path, with {parameters}.", IsRequired: true),
            new InputDescriptor("SupportedMethods", "List<String>", "checklist", "The methods.", new[] { "GET" }),
            new InputDescriptor("Authorize", "Boolean", "checkbox", "Whether only people who are signed in may call it."),
            new InputDescriptor("Policy", "String", Description: "The role that may call it."),
            new InputDescriptor("RequestTimeout", "TimeSpan", Description: "How long the caller waits for the answer."),
            new InputDescriptor("RequestSizeLimit", "Long", Description: "The largest body, in bytes."),
            new InputDescriptor("FileSizeLimit", "Long", Description: "The largest file, in bytes."),
            new InputDescriptor("AllowedFileExtensions", "List<String>", "multitext", "Extensions that are taken."),
            new InputDescriptor("BlockedFileExtensions", "List<String>", "multitext", "Extensions that are not taken."),
            new InputDescriptor("AllowedMimeTypes", "List<String>", "multitext", "Types that are taken."),
            new InputDescriptor("ExposeRequestTooLargeOutcome", "Boolean", "checkbox", IsWrapped: false),
            new InputDescriptor("ExposeFileTooLargeOutcome", "Boolean", "checkbox", IsWrapped: false),
            new InputDescriptor("ExposeInvalidFileExtensionOutcome", "Boolean", "checkbox", IsWrapped: false),
            new InputDescriptor("ExposeInvalidFileMimeTypeOutcome", "Boolean", "checkbox", IsWrapped: false),
        ],
        Outputs =
        [
            new OutputDescriptor("ParsedContent", "Object", "The body."),
            new OutputDescriptor("Files", "FormFile[]", "The files of a form: Name, FileName, ContentType, Length and Content (base64) of each."),
            new OutputDescriptor("File", "FormFile", "The first of them."),
            new OutputDescriptor("RouteData", "ObjectDictionary", "The parameters of the path."),
            new OutputDescriptor("QueryStringData", "ObjectDictionary", "The query."),
            new OutputDescriptor("Headers", "ObjectDictionary", "The headers."),
            new OutputDescriptor("Result", "HttpRequest", "All of it."),
        ],
        FixedOutcomes = ["Done", "Request too large", "File too large", "Invalid file extension", "Invalid file MIME type"],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.IsTrigger(out var input))
        {
            Take(context, input);
            return;
        }

        var path = Normal(JsonValues.AsString(context.Input("Path")));
        foreach (var method in JsonValues.AsStringList(context.Input("SupportedMethods")))
            context.AddBookmark(BookmarkKind.HttpEndpoint, $"{method.ToUpperInvariant()} {path}", JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["path"] = path, ["method"] = method }));
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, JsonElement input) => Take(context, input);

    public override WorkflowTrigger? Trigger(ActivityNode node, Func<string, JsonElement> input) =>
        new(node.Key, TriggerKind.HttpEndpoint, $"{string.Join(',', JsonValues.AsStringList(input("SupportedMethods")).Select(m => m.ToUpperInvariant()))} {Normal(JsonValues.AsString(input("Path")))}");

    private static void Take(ActivityContext context, JsonElement input)
    {
        string? outcome = null;
        if (input.ValueKind == JsonValueKind.Object)
        {
            foreach (var output in new[] { "ParsedContent", "RouteData", "QueryStringData", "Headers" })
                if (input.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(output), out var value)) context.SetOutput(output, value);
            if (input.TryGetProperty("files", out var files) && files.ValueKind == JsonValueKind.Array && files.GetArrayLength() > 0)
            {
                context.SetOutput("Files", files);
                context.SetOutput("File", files[0]);
            }

            if (input.TryGetProperty("outcome", out var named)) outcome = JsonValues.AsString(named);
        }

        context.SetOutput("Result", input.ValueKind == JsonValueKind.Undefined ? JsonValues.Null : WithoutFiles(input));
        if (outcome is null) context.Complete();
        else context.Complete(outcome);
    }

    // They stand in the output Files; twice would be twice the state.
    private static JsonElement WithoutFiles(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object ? JsonValues.FromMembers(input.EnumerateObject().Where(m => m.Name is not ("files" or "outcome")).Select(m => KeyValuePair.Create(m.Name, m.Value))) : input;

    private static string Normal(string? path) => (path ?? "").Trim('/').ToLowerInvariant();
}
