using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Execution;
using OrderFlow.Hosting.Api;
using OrderFlow.Instances;
using OrderFlow.Persistence;

namespace OrderFlow.Deadlines;

/// <param name="InstanceId">Null: it starts an instance.</param>
/// <param name="DefinitionId">The workflow that it wakes or starts; null: deleted meanwhile.</param>
internal sealed record DeadlineView(Guid Id, Guid? InstanceId, string? DefinitionId, DeadlineKind Kind, DateTimeOffset DueAt);

/// <summary>What is due, and when.</summary>
internal static class DeadlineApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGroup("/deadlines").WithTags("Deadlines").MapGet("/", ListAsync).Produces<Page<DeadlineView>>().WithSummary("Pending deadlines, the soonest first, in pages.");

    /// <param name="after">The last one of the page before, as "moment|id"; null: from the soonest.</param>
    private static async Task<IResult> ListAsync(IDbContextFactory<OrderFlowDb> dbs, DateTimeOffset? before, string? after, int? limit, CancellationToken cancel)
    {
        if (!TryRead(after, out var from))
            return new Problem(StatusCodes.Status400BadRequest, "bad-parameter", ApiText.BadParameter("after", after!, ApiText.Moment)) { Field = "after" }.ToResult();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = db.Deadlines.AsNoTracking();
        if (before?.ToUniversalTime() is { } end) rows = rows.Where(d => d.DueAt < end);
        if (from is var (moment, last)) rows = rows.Where(d => d.DueAt > moment || (d.DueAt == moment && d.Id > last));
        var most = Paging.Limit(limit);
        var found = await rows.OrderBy(d => d.DueAt).ThenBy(d => d.Id).Take(most + 1)
            .Select(d => new DeadlineView(
                d.Id,
                d.InstanceId,
                db.Instances.Where(i => i.Id == d.InstanceId).Select(i => i.DefinitionId).FirstOrDefault()
                    ?? db.Definitions.Where(v => v.Id == d.DefinitionVersionId).Select(v => v.DefinitionId).FirstOrDefault(),
                d.Kind,
                d.DueAt))
            .ToListAsync(cancel);
        var next = found.Count > most ? $"{found[most - 1].DueAt.UtcDateTime:O}|{found[most - 1].Id}" : null;
        return Results.Ok(new Page<DeadlineView>([.. found.Take(most)], next));
    }

    private static bool TryRead(string? after, out (DateTimeOffset Moment, Guid Id)? from)
    {
        from = null;
        if (after is null) return true;
        if (after.Split('|') is not [var moment, var id] || !DateTimeOffset.TryParse(moment, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) || !Guid.TryParse(id, out var last)) return false;
        from = (at.ToUniversalTime(), last);
        return true;
    }
}
