using Microsoft.EntityFrameworkCore;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Persistence;
using OrderFlow.Studio.Definitions;

namespace OrderFlow.Studio.Descriptors;

/// <summary>Describes the workflows that can be used as activities: their inputs, outputs and outcomes are the activity's.</summary>
internal static class WorkflowDescriptors
{
    public static async Task<List<ElsaDescriptor>> LoadAsync(OrderFlowDb db, WorkflowTypes workflows, CancellationToken cancel)
    {
        var ids = workflows.All.Select(w => w.VersionId).ToList();
        var versions = await db.Definitions.AsNoTracking().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancel);
        return [.. workflows.All.Where(w => versions.ContainsKey(w.VersionId)).Select(w => Of(w, versions[w.VersionId]))];
    }

    private static ElsaDescriptor Of(WorkflowType workflow, DefinitionVersion version)
    {
        var definition = DefinitionStore.Read(version);
        var category = (definition.Source["options"]?["activityCategory"] as System.Text.Json.Nodes.JsonValue)?.ToString();
        return new ElsaDescriptor
        {
            TypeName = workflow.TypeName,
            Namespace = "OrderFlow",
            Name = workflow.TypeName,
            Version = workflow.Version,
            Category = category is { Length: > 0 } ? category : ActivityTexts.Category("Workflows"),
            DisplayName = workflow.Name,
            Description = version.Description ?? "",
            Inputs = [.. definition.Inputs.Select(Input)],
            Outputs = [.. definition.Outputs.Select(Output)],
            Kind = "Action",
            Ports =
            [
                new ElsaPort("Root", ActivityTexts.Port("Root"), "Embedded", false),
                .. definition.Outcomes.Select(o => new ElsaPort(o, o, "Flow", true)),
            ],
            CustomProperties = new Dictionary<string, object>
            {
                ["RootType"] = "WorkflowDefinitionActivity",
                ["WorkflowDefinitionId"] = workflow.DefinitionId,
                ["WorkflowDefinitionVersionId"] = workflow.VersionId,
            },
            ConstructionProperties = new Dictionary<string, object>
            {
                ["WorkflowDefinitionId"] = workflow.DefinitionId,
                ["WorkflowDefinitionVersionId"] = workflow.VersionId,
                ["LatestAvailablePublishedVersion"] = workflow.Version,
                ["LatestAvailablePublishedVersionId"] = workflow.VersionId,
            },
            IsBrowsable = workflow.IsPublished,
        };
    }

    private static ElsaInput Input(InputDefinition input, int order) => new()
    {
        IsWrapped = true,
        // What a workflow's author chose is a hint for the form that starts it; here an expression is written.
        UiHint = input is { Type: "Boolean", IsArray: false } ? "checkbox" : input.IsArray ? "multitext" : "singleline",
        AutoEvaluate = true,
        Name = input.Name,
        TypeName = input.IsArray ? input.Type + "[]" : input.Type,
        DisplayName = input.DisplayName is { Length: > 0 } shown ? shown : input.Name,
        Description = input.Description,
        Order = order,
        IsSynthetic = true,
    };

    private static ElsaOutput Output(OutputDefinition output, int order) => new()
    {
        Name = output.Name,
        TypeName = output.IsArray ? output.Type + "[]" : output.Type,
        DisplayName = output.DisplayName is { Length: > 0 } shown ? shown : output.Name,
        Order = order,
        IsSynthetic = true,
    };
}
