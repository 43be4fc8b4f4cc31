using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.People;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>
/// That a workflow is published by two: one asks, another person releases. A definition asks for it in a custom property, which
/// designers keep; its value says who may release: "anybody" who may publish, or whoever has the role in "role:finance-lead",
/// whether they may publish otherwise or not. An administrator may always be the second person, so that a role that nobody has
/// any more locks nobody out.
/// </summary>
public static class SecondPerson
{
    /// <summary>Name of the custom property.</summary>
    public const string Property = "orderFlowSecondPerson";

    /// <summary>Everybody who may publish.</summary>
    public const string Anybody = "anybody";

    private const string RolePrefix = "role:";

    /// <summary>The rule that releases by a role.</summary>
    public static string OfRole(string role) => RolePrefix + role;

    /// <summary>Null: everybody who may publish releases.</summary>
    public static string? RoleOf(string rule) => rule.StartsWith(RolePrefix, StringComparison.Ordinal) ? rule[RolePrefix.Length..] : null;

    /// <summary>What a definition's text asks for; null: one person publishes.</summary>
    public static string? Of(WorkflowDefinition definition) => Of(definition.Source);

    /// <inheritdoc cref="Of(WorkflowDefinition)"/>
    public static string? Of(JsonObject document) => Member(Member(document, "customProperties") as JsonObject, Property) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.False => null,
        JsonValue value when value.TryGetValue<string>(out var text) => RuleOf(text.Trim()),
        // What is not understood asks for more, not for less.
        _ => Anybody,
    };

    /// <summary>Writes it into a document; null takes it out.</summary>
    public static void Set(JsonObject document, string? rule)
    {
        var name = document.Select(m => m.Key).FirstOrDefault(k => k.Equals("customProperties", StringComparison.OrdinalIgnoreCase)) ?? "customProperties";
        if (document[name] is not JsonObject properties) document[name] = properties = [];
        foreach (var other in properties.Select(m => m.Key).Where(k => k.Equals(Property, StringComparison.OrdinalIgnoreCase)).ToList()) properties.Remove(other);
        if (rule is not null) properties[Property] = rule;
    }

    /// <summary>Whether somebody with these roles may release under a rule. That it is not who asked, nor who changed the text, is looked at apart.</summary>
    public static bool MayRelease(string rule, IEnumerable<string> roles) =>
        RoleOf(rule) is { } role ? roles.Contains(role) || roles.Contains(Access.Admin) : Access.Grants(Access.Publish, roles);

    /// <summary>The roles of which anybody may release under a rule.</summary>
    internal static IReadOnlyList<string> Releasing(string rule) => RoleOf(rule) is { } role ? [role, Access.Admin] : Access.Granting(Access.Publish);

    private static string? RuleOf(string text)
    {
        if (text.Length == 0) return null;
        var rule = StoredText.Key(text);
        return RoleOf(rule) is { Length: > 0 } ? rule : Anybody;
    }

    private static JsonNode? Member(JsonObject? members, string name) =>
        members?.FirstOrDefault(m => m.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
