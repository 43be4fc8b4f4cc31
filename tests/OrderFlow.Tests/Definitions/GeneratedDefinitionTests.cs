using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Tests.Execution.Model;

namespace OrderFlow.Tests.Definitions;

/// <summary>Random definitions, written in a random mixture of Elsa's spellings with members that nobody knows.</summary>
public class GeneratedDefinitionTests
{
    [Fact]
    public void Every_generated_definition_means_what_was_generated_and_comes_back_equal() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(100).WithReplay(FSharpOption<FsCheck.Replay>.Some(new FsCheck.Replay(new Rnd(20260504, 1), FSharpOption<int>.None))),
            Prop.ForAll(CaseMaker.Cases, sample =>
            {
                var generated = StepDefinition.Workflow(sample);
                var document = new DefinitionSpeller(new Random(sample.Moves.Count)).Spell(generated);
                var text = document.ToJsonString(new JsonSerializerOptions { MaxDepth = 200 });

                var read = DefinitionReader.Read(text, KnownActivities.Registry);

                if (read.Findings is [{ Code: "too-deep" }]) return;
                read.Findings.ShouldBeEmpty(text);
                JsonNode.DeepEquals(DefinitionWriter.Write(read.Definition!), document).ShouldBeTrue(text);
                DefinitionHash.Of(DefinitionReader.Read(DefinitionWriter.Text(DefinitionWriter.Write(read.Definition!), indented: true), KnownActivities.Registry).Definition!).ShouldBe(DefinitionHash.Of(document));
                Means(read.Definition!.Root).ShouldBe(Means(generated.Root), text);
                WithoutServersOwn(read.Definition).ShouldBe(WithoutServersOwn(read.Definition with { Source = document }));
            }));

    // What is stored differs in nothing but the members that are the server's.
    private static string WithoutServersOwn(WorkflowDefinition definition)
    {
        var stored = DefinitionWriter.WithIdentity(definition, "i", "d", 1, isLatest: true, isPublished: false, DateTimeOffset.UnixEpoch, KnownActivities.Registry);
        foreach (var own in new[] { "id", "definitionId", "version", "isLatest", "isPublished", "createdAt" }) stored.Remove(own);
        return DefinitionWriter.Text(stored);
    }

    private static string Means(ActivityDefinition activity)
    {
        var inputs = activity.Inputs.Where(i => i.Value.Value is not null).OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => $"{i.Key}={i.Value.Type}:{i.Value.Text}");
        var connections = activity.Connections.Select(c => c.ToString());
        var ports = activity.Ports.Select(p => $"{p.Key}:{Means(p.Value)}");
        return $"{activity.Id} {activity.Type} {activity.Name} {activity.MergeMode} {activity.Start} ({string.Join(", ", inputs)}) [{string.Join("; ", activity.Activities.Select(Means))}] <{string.Join("; ", connections)}> {{{string.Join("; ", ports)}}}";
    }
}

/// <summary>Writes definitions as JSON, each member in one of the spellings that Elsa takes.</summary>
internal sealed class DefinitionSpeller(Random random)
{
    public JsonObject Spell(WorkflowDefinition definition) => new()
    {
        [Any("name", "Name")] = "generated",
        ["definitionId"] = "d",
        ["somethingNew"] = new JsonArray(1, null, "二", new JsonObject { ["deep"] = 0.10m }),
        [Any("variables", "Variables")] = new JsonArray([.. definition.Variables.Select(v => new JsonObject { ["id"] = v.Id, ["name"] = v.Name, ["typeName"] = v.TypeName, ["isArray"] = v.IsArray, ["value"] = v.Value?.DeepClone() })]),
        [Any("root", "Root")] = Spell(definition.Root),
    };

    private JsonObject Spell(ActivityDefinition activity)
    {
        var written = (JsonObject)activity.Source.DeepClone();
        written["id"] = activity.Id;
        written["name"] = activity.Name;
        written["type"] = activity.Type;
        written["unknown member"] = "stays";
        if (activity.MergeMode is { } merge) written[Any("customProperties", "applicationProperties")] = new JsonObject { [Any("mergeMode", "MergeMode")] = merge.ToString(), ["theirs"] = true };
        if (activity.Start is { } start) written["start"] = random.Next(2) == 0 ? start : new JsonObject { ["id"] = start };
        foreach (var (name, value) in activity.Inputs) written[Any(Camel(name), name)] = Spell(value);
        foreach (var (name, child) in activity.Ports) written[Camel(name)] = Spell(child);
        if (activity.Activities.Count > 0) written[activity.Type == "Elsa.Fork" ? "branches" : "activities"] = new JsonArray([.. activity.Activities.Select(Spell)]);
        if (activity.Connections.Count > 0) written["connections"] = new JsonArray([.. activity.Connections.Select(Spell)]);
        return written;
    }

    private JsonNode? Spell(Expression expression)
    {
        if (expression is { Type: "Literal", Value: JsonValue or JsonArray } && random.Next(3) == 0) return expression.Value.DeepClone();
        var written = new JsonObject { ["value"] = expression.Value?.DeepClone() };
        if (expression.Type != "Literal" || random.Next(2) == 0) written["type"] = expression.Type;
        return new JsonObject { ["typeName"] = Any("String", null!), ["expression"] = written, ["memoryReference"] = random.Next(2) == 0 ? null : new JsonObject { ["id"] = "x:input-0" } };
    }

    private JsonObject Spell(Connection connection) => random.Next(3) switch
    {
        0 => new JsonObject { ["source"] = connection.Source, ["target"] = connection.Target, ["sourcePort"] = connection.SourcePort, ["targetPort"] = connection.TargetPort },
        1 => new JsonObject { ["Source"] = new JsonObject { ["Activity"] = connection.Source, ["Port"] = connection.SourcePort }, ["Target"] = new JsonObject { ["Activity"] = connection.Target } },
        _ => new JsonObject { ["source"] = new JsonObject { ["activity"] = connection.Source, ["port"] = connection.SourcePort }, ["target"] = new JsonObject { ["activity"] = connection.Target, ["port"] = "In" }, ["vertices"] = new JsonArray(new JsonObject { ["x"] = 1.5, ["y"] = 2 }) },
    };

    private string Any(string one, string other) => random.Next(2) == 0 ? one : other;

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
