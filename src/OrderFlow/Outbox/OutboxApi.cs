using Microsoft.EntityFrameworkCore;
using OrderFlow.Hosting.Api;
using OrderFlow.Instances;
using OrderFlow.People;
using OrderFlow.Persistence;

namespace OrderFlow.Outbox;

/// <param name="LastError">Null: it never failed.</param>
internal sealed record OutboxView(
    Guid Id, OutboxKind Kind, Guid InstanceId, OutboxState State, int Attempts, DateTimeOffset NextTryAt, string? LastError, DateTimeOffset CreatedAt, DateTimeOffset? DoneAt);

/// <summary>What leaves the database, and what could not.</summary>
internal static class OutboxApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/outbox").WithTags("Outbox").RequireAuthorization(Access.Operate);
        group.MapGet("/", ListAsync).Produces<Page<OutboxView>>().WithSummary("Dead letters, or the letters of another state, the newest first, in pages.");
        group.MapPost("/{id:guid}/retry", RetryAsync).Produces<OutboxView>().WithSummary("Send a dead letter again.");
    }

    private static async Task<IResult> ListAsync(IDbContextFactory<OrderFlowDb> dbs, OutboxState? state, Guid? after, int? limit, CancellationToken cancel)
    {
        var wanted = state ?? OutboxState.Dead;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = db.Outbox.AsNoTracking().Where(o => o.State == wanted);
        if (after is { } last) rows = rows.Where(o => o.Id < last);
        var most = Paging.Limit(limit);
        var found = await Views(rows.OrderByDescending(o => o.Id).Take(most + 1)).ToListAsync(cancel);
        return Results.Ok(new Page<OutboxView>([.. found.Take(most)], found.Count > most ? found[most - 1].Id.ToString() : null));
    }

    private static async Task<IResult> RetryAsync(Guid id, IDbContextFactory<OrderFlowDb> dbs, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var revived = await db.Outbox.Where(o => o.Id == id && o.State == OutboxState.Dead).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.State, OutboxState.Pending).SetProperty(o => o.Attempts, 0).SetProperty(o => o.NextTryAt, now).SetProperty(o => o.DoneAt, (DateTimeOffset?)null),
            cancel);
        var letter = await Views(db.Outbox.AsNoTracking().Where(o => o.Id == id)).SingleOrDefaultAsync(cancel);
        if (letter is null) return new Problem(StatusCodes.Status404NotFound, "not-found", ApiText.NoSuchLetter(id)).ToResult();
        return revived > 0 ? Results.Ok(letter) : new Problem(StatusCodes.Status409Conflict, "conflict", ApiText.LetterNotDead(id, letter.State.ToString())).ToResult();
    }

    private static IQueryable<OutboxView> Views(IQueryable<OutboxRow> rows) =>
        rows.Select(o => new OutboxView(o.Id, o.Kind, o.InstanceId, o.State, o.Attempts, o.NextTryAt, o.LastError, o.CreatedAt, o.DoneAt));
}
