using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Writes a line into the instance's journal.</summary>
internal sealed class WriteLine : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.WriteLine",
        Category = "Console",
        DisplayName = "Write Line",
        Description = "Writes a line into the journal.",
        Inputs = [new InputDescriptor("Text", "String", Description: "The line.")],
    };

    public override void Execute(ActivityContext context)
    {
        context.Note(JsonValues.AsString(context.Input("Text")) ?? "");
        context.Complete();
    }
}
