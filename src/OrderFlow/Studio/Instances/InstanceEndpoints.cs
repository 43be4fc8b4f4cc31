using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Hosting.Api;
using OrderFlow.Instances;
using OrderFlow.People;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Instances;

/// <summary>Instances: lists, one, its variables.</summary>
internal static class InstanceEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/workflow-instances", (ElsaQuery query, InstanceLists lists, CancellationToken cancel) =>
        {
            // Read first: what cannot be read is noted while it is.
            var request = RequestOf(query);
            return query.Refusal is { } refusal ? Task.FromResult(refusal) : ListAsync(request, lists, cancel);
        });
        group.MapPost("/workflow-instances", (ElsaBody<InstanceListRequest> body, InstanceLists lists, CancellationToken cancel) => ListAsync(body.Value, lists, cancel));
        group.MapGet("/workflow-instances/{id}", async (string id, HistoryReader histories, CancellationToken cancel) =>
            await histories.FindAsync(id, cancel) is { } history ? ElsaJson.Ok(InstanceProjection.Instance(history)) : Missing(id));
        group.MapGet("/workflow-instances/{id}/execution-state", StandAsync);
        group.MapGet("/workflow-instances/{id}/variables", VariablesAsync);
        group.MapPost("/workflow-instances/{id}/variables", ChangeAsync).RequireAuthorization(Access.Operate);
    }

    public static IResult Missing(string id) => ElsaError.NotFound(ApiText.NoSuchInstance(id));

    private static InstanceListRequest RequestOf(ElsaQuery query) => new()
    {
        Page = query.Number("page"),
        PageSize = query.Number("pageSize"),
        SearchTerm = query.Text("searchTerm"),
        DefinitionId = query.Text("definitionId"),
        DefinitionIds = query.Many("definitionIds"),
        CorrelationId = query.Text("correlationId"),
        Version = query.Number("version"),
        HasIncidents = query.Flag("hasIncidents"),
        IsSystem = query.Flag("isSystem"),
        Status = query.Text("status"),
        Statuses = query.Many("statuses"),
        SubStatus = query.Text("subStatus"),
        SubStatuses = query.Many("subStatuses"),
        OrderBy = query.Text("orderBy"),
        OrderDirection = query.Text("orderDirection"),
    };

    private static async Task<IResult> ListAsync(InstanceListRequest request, InstanceLists lists, CancellationToken cancel)
    {
        var query = new InstanceListQuery(request);
        if (query.Faults.Count > 0) return ElsaError.BadRequest(query.Faults);
        var (items, count) = await lists.PageAsync(query, cancel);
        return ElsaJson.Ok(new { Items = items, TotalCount = count });
    }

    private static async Task<IResult> StandAsync(string id, InstanceLists lists, CancellationToken cancel) =>
        Guid.TryParse(id, out var known) && await lists.FindAsync(known, cancel) is { } found ? ElsaJson.Ok(new { found.Status, found.SubStatus, found.UpdatedAt }) : Missing(id);

    private static async Task<IResult> VariablesAsync(string id, HistoryReader histories, CancellationToken cancel)
    {
        if (await histories.FindAsync(id, cancel) is not { } history) return Missing(id);
        var variables = InstanceProjection.Variables(history);
        return ElsaJson.Ok(new { Items = variables, variables.Count });
    }

    private static async Task<IResult> ChangeAsync(
        string id, ElsaBody<VariableChanges> body, InstanceRunner runner, HistoryReader histories, HttpContext context, CancellationToken cancel)
    {
        if (!Guid.TryParse(id, out var known)) return Missing(id);
        var values = new Dictionary<string, JsonElement>();
        foreach (var change in body.Value.Variables ?? [])
            if (change.Id is { Length: > 0 } variable) values[variable] = change.Value;
        if (values.Count == 0) return await VariablesAsync(id, histories, cancel);
        var result = await runner.ApplyAsync(new InstanceTarget.ById(known), new ModifyVariables(values) { Actor = context.User.NameOf() }, Expectation.None, cancel);
        return result is RunResult.Rejected rejected
            ? rejected.Kind == Rejection.NotFound ? Missing(id) : ElsaError.BadRequest(rejected.Message)
            : await VariablesAsync(id, histories, cancel);
    }
}

internal sealed record VariableChanges
{
    public IReadOnlyList<VariableChange>? Variables { get; init; }
}

/// <param name="Value">Undefined is the variable's null.</param>
internal sealed record VariableChange(string? Id, JsonElement Value);
