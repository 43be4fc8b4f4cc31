using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions.JavaScript;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Descriptors;

public sealed partial class ScriptTypingsTests
{
    private static readonly string Flow = Workflow();

    [Fact]
    public void Completion_knows_variables_inputs_and_outputs_with_their_types()
    {
        var text = Typings(setsOutcomes: false);

        text.ShouldContain("declare function getOrderTotal(): number;");
        text.ShouldContain("declare function setOrderTotal(value: number): void;");
        text.ShouldContain("declare function getRequester(): string;");
        text.ShouldContain("declare function getTags(): string[];");
        text.ShouldContain("declare function getOutcomeFromApprove1(): string;");
        text.ShouldContain("\"orderTotal\": number;");
        text.ShouldNotContain("setOutcome");
        Typings(setsOutcomes: true).ShouldContain("declare function setOutcome(outcome: string): void;");
    }

    [Fact]
    public void Every_function_is_declared_and_none_that_does_not_exist()
    {
        var declared = Declared().Matches(ScriptTypings.Of(new WorkflowDefinition(), KnownActivities.Registry, setsOutcomes: true)).Select(m => m.Groups[1].Value);

        declared.ShouldBe(ScriptFunctions.Names, ignoreOrder: true);
    }

    [Fact]
    public async Task The_editor_gets_them_as_typescript()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.SaveAsync(Flow);
        var ann = await host.AsAsync("ann");

        var answer = await ann.PostAsync("/elsa/api/scripting/javascript/type-definitions/flow", new { workflowDefinitionId = "flow", activityTypeName = "Elsa.RunJavaScript", propertyName = "Script" });

        answer.Expect(HttpStatusCode.OK).Raw.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-typescript");
        var text = await answer.Raw.Content.ReadAsStringAsync();
        text.ShouldContain("getOrderTotal");
        text.ShouldContain("setOutcome");
        (await ann.PostAsync("/elsa/api/scripting/javascript/type-definitions/nope")).Expect(HttpStatusCode.NotFound);
    }

    private static string Typings(bool setsOutcomes) =>
        ScriptTypings.Of(DefinitionReader.Read(Flow, KnownActivities.Registry).Definition!, KnownActivities.Registry, setsOutcomes);

    private static string Workflow()
    {
        var approve = Documents.Task("approve", ("Users", new[] { "ann" }));
        approve["name"] = "Approve1";
        var flow = JsonNode.Parse(Documents.Workflow("flow", Documents.Flowchart([approve])))!;
        flow["variables"] = JsonSerializer.SerializeToNode(new object[] { new { id = "v1", name = "orderTotal", typeName = "Decimal" }, new { id = "v2", name = "Tags", typeName = "String", isArray = true }, new { id = "v3", name = "no \" name", typeName = "String" } });
        flow["inputs"] = JsonSerializer.SerializeToNode(new[] { new { name = "Requester", type = "String" } });
        return flow.ToJsonString();
    }

    [GeneratedRegex(@"^declare function (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
