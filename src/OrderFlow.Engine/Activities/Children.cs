using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>What the activities that start other workflows have in common.</summary>
internal static class Children
{
    public static readonly InputDescriptor[] Inputs =
    [
        new InputDescriptor("WorkflowDefinitionId", "String", "workflow-definition-picker", "The workflow.", IsRequired: true),
        new InputDescriptor("CorrelationId", "String", Description: "Its business number."),
        new InputDescriptor("Input", "ObjectDictionary", "dropdown", "Its inputs by name."),
    ];

    /// <summary>Asks for a child, which finds the id of this instance in its input "ParentInstanceId".</summary>
    /// <param name="waits">Until it has ended; <paramref name="untilIdle"/>: only until it has ended or waits for something itself.</param>
    /// <param name="more">Inputs that win over those of the input "Input".</param>
    public static Guid Start(
        ActivityContext context, bool waits, bool untilIdle = false, string? correlationId = null, IEnumerable<KeyValuePair<string, JsonElement>>? more = null)
    {
        var id = context.NewId();
        var definition = JsonValues.AsString(context.Input("WorkflowDefinitionId")) is { Length: > 0 } name
            ? name
            : throw new ActivityFault("Child", $"'{context.Node.DisplayText}' names no workflow.");
        var input = new Dictionary<string, JsonElement>(JsonValues.AsDictionary(context.Input("Input")));
        input["ParentInstanceId"] = JsonValues.FromString(context.State.Id.ToString());
        foreach (var (key, value) in more ?? []) input[key] = value;
        int? bookmark = waits || untilIdle
            ? context.AddBookmark(BookmarkKind.Child, null, JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["childInstanceId"] = id.ToString() }), id).Id
            : null;
        correlationId ??= context.Node.Type.Descriptor.Inputs.Any(i => i.Name == "CorrelationId") ? JsonValues.AsString(context.Input("CorrelationId")) : null;
        context.Do(new StartChild(id, definition, null, input, correlationId is { Length: > 0 } ? correlationId : null, bookmark, untilIdle));
        return id;
    }

    /// <summary>A child that nobody waits for any more is cancelled, or not started at all.</summary>
    public static void GiveUp(ActivityContext context, Bookmark bookmark)
    {
        if (bookmark.Reference is not { } child) return;
        if (context.Run.Effects.RemoveAll(e => e is StartChild start && start.ChildInstanceId == child) == 0) context.Do(new CancelChild(child));
    }
}
