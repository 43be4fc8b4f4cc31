using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Asks an outside system to do something and waits for its answer by task id.</summary>
internal sealed class RunTask : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.RunTask",
        Category = "Primitives",
        DisplayName = "Run Task",
        Description = "Asks an outside system to do something and waits for its answer.",
        Inputs =
        [
            new InputDescriptor("TaskName", "String", Description: "What is to be done.", IsRequired: true),
            new InputDescriptor("Payload", "ObjectDictionary", "dropdown", "What it needs for it."),
        ],
        Outputs = [new OutputDescriptor("TaskId", "String", "By which the answer comes back."), new OutputDescriptor("Result", "Object", "The answer.")],
    };

    public override void Execute(ActivityContext context)
    {
        var id = context.NewId();
        var name = JsonValues.AsString(context.Input("TaskName")) ?? "";
        var payload = JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement>
        {
            ["taskId"] = JsonValues.FromString(id.ToString()),
            ["taskName"] = JsonValues.FromString(name),
            ["payload"] = context.Input("Payload"),
        });
        context.SetOutput("TaskId", JsonValues.FromString(id.ToString()));
        context.AddBookmark(BookmarkKind.RunTask, name, payload, id);
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, JsonElement input)
    {
        context.SetOutput("Result", input.ValueKind == JsonValueKind.Undefined ? JsonValues.Null : input);
        context.Complete();
    }
}
