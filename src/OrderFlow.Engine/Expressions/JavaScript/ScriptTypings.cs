using System.Text;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>What a script of a definition can call, as TypeScript declarations for an editor's completion.</summary>
public static class ScriptTypings
{
    private const string Functions =
        """
        declare function getWorkflowDefinitionId(): string;
        declare function getWorkflowDefinitionVersionId(): string;
        declare function getWorkflowDefinitionVersion(): number;
        declare function getWorkflowInstanceId(): string;
        declare function getCorrelationId(): string | null;
        declare function setCorrelationId(value: string | null): void;
        declare function getWorkflowInstanceName(): string | null;
        declare function setWorkflowInstanceName(value: string | null): void;
        declare function getVariable(name: string): any;
        declare function setVariable(name: string, value: any): void;
        declare function getInput(name: string): any;
        declare function getOutputFrom(activity: string, output?: string): any;
        declare function getLastResult(): any;
        declare function isNullOrWhiteSpace(value: string | null): boolean;
        declare function isNullOrEmpty(value: string | null): boolean;
        declare function parseGuid(value: string): string;
        declare function newGuid(): string;
        declare function newGuidString(): string;
        declare function newShortGuid(): string;
        declare function getGuid(): string;
        declare function getGuidString(): string;
        declare function getShortGuid(): string;
        declare function toJson(value: any): string;
        declare function bytesToString(value: Uint8Array | number[]): string;
        declare function bytesFromString(value: string): Uint8Array;
        declare function bytesToBase64(value: Uint8Array | number[]): string;
        declare function bytesFromBase64(value: string): Uint8Array;
        declare function stringToBase64(value: string): string;
        declare function stringFromBase64(value: string): string;

        """;

    private const string Outcomes =
        """
        declare function setOutcome(outcome: string): void;
        declare function setOutcomes(outcomes: string[]): void;

        """;

    /// <param name="definition">Its variables, inputs and activities' outputs have functions of their own.</param>
    /// <param name="registry">Says what outputs activities have.</param>
    /// <param name="setsOutcomes">The script is one that chooses the outcomes of its activity.</param>
    public static string Of(WorkflowDefinition definition, ActivityRegistry registry, bool setsOutcomes)
    {
        var text = new StringBuilder(Functions);
        if (setsOutcomes) text.Append(Outcomes);
        var known = new HashSet<string>(StringComparer.Ordinal);
        // Of two of one name the output wins over the input and the input over the variable.
        foreach (var activity in All(definition.Root).Where(a => ScriptAccessors.IsValid(a.Name ?? a.Id)))
            foreach (var output in registry.Describe(activity.Type)?.Outputs ?? [])
                Function(text, known, ScriptAccessors.OutputAccessor(activity.Name ?? activity.Id, output.Name), "", TypeOf(output.TypeName));
        foreach (var input in definition.Inputs.Where(i => ScriptAccessors.IsValid(i.Name)))
            Function(text, known, "get" + ScriptAccessors.Pascal(input.Name), "", TypeOf(input.Type, input.IsArray));
        var variables = definition.Variables.Concat(All(definition.Root).SelectMany(a => a.Variables)).Where(v => ScriptAccessors.IsValid(v.Name)).DistinctBy(v => v.Name).ToList();
        foreach (var variable in variables)
        {
            var type = TypeOf(variable.TypeName, variable.IsArray);
            Function(text, known, "get" + ScriptAccessors.Pascal(variable.Name), "", type);
            Function(text, known, "set" + ScriptAccessors.Pascal(variable.Name), "value: " + type, "void");
        }

        text.Append("declare const variables: {");
        foreach (var variable in variables) text.Append(' ').Append(System.Text.Json.JsonSerializer.Serialize(variable.Name)).Append(": ").Append(TypeOf(variable.TypeName, variable.IsArray)).Append(';');
        return text.Append(" [name: string]: any };\n").ToString();
    }

    private static void Function(StringBuilder text, HashSet<string> known, string name, string parameters, string type)
    {
        if (known.Add(name)) text.Append("declare function ").Append(name).Append('(').Append(parameters).Append("): ").Append(type).Append(";\n");
    }

    private static IEnumerable<ActivityDefinition> All(ActivityDefinition activity) =>
        activity.Activities.Concat(activity.Ports.Values).Concat(activity.Cases.Select(c => c.Activity).OfType<ActivityDefinition>()).SelectMany(All).Prepend(activity);

    private static string TypeOf(string name, bool isArray = false)
    {
        if (isArray) return TypeOf(name) + "[]";
        return TypeAliases.ElementType(name) is { } element ? TypeOf(element) + "[]" : TypeAliases.Normalize(name) switch
        {
            "String" or "Guid" or "DateTime" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Uri" or "Char" => "string",
            "Boolean" => "boolean",
            "Int32" or "Long" or "Single" or "Double" or "Decimal" or "Byte" or "Int16" or "UInt16" or "UInt32" or "UInt64" or "SByte" => "number",
            "ByteArray" => "Uint8Array",
            "StringDictionary" => "{ [name: string]: string }",
            _ => "any",
        };
    }
}
