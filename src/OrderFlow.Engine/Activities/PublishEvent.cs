using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Publishes an event: to all that wait for its name, to those of one correlation id, or to this instance only.</summary>
internal sealed class PublishEvent : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.PublishEvent",
        Category = "Primitives",
        DisplayName = "Publish Event",
        Description = "Publishes an event.",
        Inputs =
        [
            new InputDescriptor("EventName", "String", Description: "The name of the event.", IsRequired: true),
            new InputDescriptor("CorrelationId", "String", Description: "Only for instances of this business number."),
            new InputDescriptor("IsLocalEvent", "Boolean", "checkbox", "Only for this instance."),
            new InputDescriptor("Payload", "Object", Description: "What comes with it."),
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var name = JsonValues.AsString(context.Input("EventName")) ?? "";
        var isLocal = JsonValues.IsTrue(context.Input("IsLocalEvent"));
        context.Do(new Execution.PublishEvent(context.NewId(), name, JsonValues.AsString(context.Input("CorrelationId")), isLocal, context.Input("Payload")));
        context.Complete();
    }
}
