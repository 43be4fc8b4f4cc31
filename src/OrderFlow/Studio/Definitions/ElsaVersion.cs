using System.Text.Json.Nodes;
using OrderFlow.Definitions;

namespace OrderFlow.Studio.Definitions;

/// <summary>A version in Elsa's list of versions: there the root activity is text.</summary>
internal static class ElsaVersion
{
    public static JsonObject Of(DefinitionVersion version, WorkflowTypes workflows)
    {
        var document = ElsaDefinition.Document(version, workflows);
        document["materializerName"] = "Json";
        document["stringData"] = document["root"]!.ToJsonString();
        document.Remove("root");
        return document;
    }
}
