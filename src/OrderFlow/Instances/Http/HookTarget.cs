using OrderFlow.Engine.Definitions;
using OrderFlow.Persistence;

namespace OrderFlow.Instances.Http;

/// <summary>What a request to a workflow's own path is for.</summary>
/// <param name="VersionId">The version that holds the endpoint.</param>
/// <param name="ActivityId">The endpoint in it.</param>
/// <param name="InstanceId">The instance that waits there; null: one is started.</param>
/// <param name="Key">"METHOD path", with parameters as they are written.</param>
/// <param name="Route">The parameters' values.</param>
internal sealed record HookTarget(string VersionId, string ActivityId, Guid? InstanceId, string Key, IReadOnlyDictionary<string, object?> Route);

/// <summary>How an endpoint's author wants it to be called.</summary>
/// <param name="Authorize">Only people and programs that are signed in.</param>
/// <param name="Role">Only those with this role; null: any.</param>
/// <param name="SizeLimit">In bytes; null: the host's.</param>
internal sealed record HookRules(bool Authorize, string? Role, int? SizeLimit)
{
    /// <summary>An expression cannot be evaluated before there is an instance: where one stands, the strict reading holds.</summary>
    public static HookRules Of(ActivityNode endpoint)
    {
        var role = Text(endpoint, "Policy");
        return new HookRules(
            role is not null || (endpoint.Inputs.TryGetValue("Authorize", out var authorize) && !(authorize.Type == "Literal" && authorize.Text.ToLowerInvariant() is "" or "false")),
            role,
            int.TryParse(Text(endpoint, "RequestSizeLimit"), out var bytes) && bytes > 0 ? bytes : null);
    }

    private static string? Text(ActivityNode endpoint, string input) =>
        endpoint.Inputs.GetValueOrDefault(input)?.Text is { Length: > 0 } text ? StoredText.Clean(text) : null;
}
