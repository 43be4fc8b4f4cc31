namespace OrderFlow.Engine.Activities;

/// <summary>Stands for an activity whose type is unknown. A definition with one does not publish; a version that has it all the same stops here.</summary>
internal sealed class NotFoundActivity : Activity
{
    public static readonly NotFoundActivity Instance = new();

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.NotFoundActivity",
        Category = "System",
        DisplayName = "Not Found Activity",
        Description = "Stands for an activity whose type is not known here.",
        IsBrowsable = false,
    };

    public override void Execute(ActivityContext context)
    {
        var definition = context.Node.Definition;
        var type = definition.Source["missingTypeName"]?.ToString() ?? definition.Type;
        throw new ActivityFault("NotFound", $"Activity type '{type}' of '{context.Node.DisplayText}' is not known here.");
    }
}
