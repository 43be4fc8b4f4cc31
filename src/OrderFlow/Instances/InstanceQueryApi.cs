using OrderFlow.Engine.Execution;
using OrderFlow.Hosting.Api;

namespace OrderFlow.Instances;

/// <summary>What can be asked about instances.</summary>
internal static class InstanceQueryApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/", ListAsync).Produces<Page<InstanceSummary>>().WithSummary("Instances, the newest first, in pages.");
        group.MapGet("/{id:guid}", GetAsync).Produces<InstanceView>().WithSummary("An instance with variables, incidents, open tasks and deadlines.");
        group.MapGet("/{id:guid}/journal", JournalAsync).Produces<Page<JournalView>>().WithSummary("The journal of an instance, in pages of whole bursts.");
    }

    private static async Task<IResult> ListAsync(
        InstanceQueries queries, WorkflowStatus? status, WorkflowSubStatus? subStatus, string? definitionId, string? correlationId, bool? hasIncidents, Guid? after, int? limit, CancellationToken cancel) =>
        Results.Ok(await queries.ListAsync(new InstanceFilter(status, subStatus, definitionId, correlationId, hasIncidents), after, Paging.Limit(limit), cancel));

    private static async Task<IResult> GetAsync(Guid id, InstanceQueries queries, CancellationToken cancel) =>
        await queries.FindAsync(id, cancel) is { } view ? Results.Ok(view) : Missing(id);

    private static async Task<IResult> JournalAsync(Guid id, InstanceQueries queries, int? after, int? limit, CancellationToken cancel) =>
        await queries.JournalAsync(id, after ?? 0, Paging.Limit(limit), cancel) is { } page ? Results.Ok(page) : Missing(id);

    private static IResult Missing(Guid id) => new Problem(StatusCodes.Status404NotFound, "not-found", ApiText.NoSuchInstance(id)).ToResult();
}
