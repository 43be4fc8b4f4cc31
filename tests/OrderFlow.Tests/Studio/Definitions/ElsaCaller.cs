using System.Net;
using System.Text.Json.Nodes;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Definitions;

/// <summary>What a designer asks, in few words.</summary>
internal static class ElsaCaller
{
    public const string Definitions = "/elsa/api/workflow-definitions";

    /// <summary>Posts it as Studio does.</summary>
    public static Task<ApiAnswer> SaveAsync(this ApiClient client, JsonNode model, bool publish = false) =>
        client.SendAsync(HttpMethod.Post, Definitions, new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish }.ToJsonString());

    /// <summary>Posts it; it must be taken. The answer is what the designer has before it then.</summary>
    public static async Task<JsonNode> SavedAsync(this ApiClient client, JsonNode model, bool publish = false) =>
        (await client.SaveAsync(model, publish)).Expect(HttpStatusCode.OK).Body!["workflowDefinition"]!;

    public static async Task<JsonNode> OpenAsync(this ApiClient client, string definitionId, string versions = "Latest") =>
        (await client.GetAsync($"{Definitions}/by-definition-id/{definitionId}?versionOptions={versions}")).Expect(HttpStatusCode.OK).Body!;

    /// <summary>A new workflow as Studio's dialog posts it.</summary>
    public static JsonObject New(string name) => new()
    {
        ["definitionId"] = null,
        ["name"] = name,
        ["createdAt"] = "0001-01-01T00:00:00+00:00",
        ["variables"] = null,
        ["inputs"] = null,
        ["outputs"] = null,
        ["outcomes"] = null,
        ["customProperties"] = null,
        ["options"] = null,
        ["root"] = new JsonObject { ["id"] = "root1", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["name"] = "Flowchart1" },
    };

    /// <summary>Another description, as somebody types it.</summary>
    public static JsonNode Described(this JsonNode definition, string description)
    {
        var changed = definition.DeepClone();
        changed["description"] = description;
        return changed;
    }

    /// <summary>The sentences of a 400.</summary>
    public static IReadOnlyList<string> Sentences(this ApiAnswer answer) =>
        [.. answer.Expect(HttpStatusCode.BadRequest).Body!["errors"]!.AsObject().SelectMany(e => e.Value!.AsArray()).Select(s => s!.ToString())];

    public static IReadOnlyList<string> Rels(this JsonNode definition) => [.. definition["links"]!.AsArray().Select(l => l!["rel"]!.ToString())];
}
