using Microsoft.EntityFrameworkCore;
using OrderFlow.Hosting.Api;
using OrderFlow.People;
using OrderFlow.Persistence;

namespace OrderFlow.Instances;

/// <param name="TargetInstanceId">The instance that it is for; null: an event, for whoever waits.</param>
/// <param name="SourceInstanceId">Null: it came from outside.</param>
/// <param name="LastError">Null: it never failed.</param>
internal sealed record MessageView(
    long Id, MessageKind Kind, Guid? TargetInstanceId, Guid? SourceInstanceId, int Attempts, DateTimeOffset? NextTryAt, string? LastError, bool IsDead, DateTimeOffset CreatedAt);

/// <summary>What instances have left for each other, and what could not be done.</summary>
internal static class MessageApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/messages").WithTags("Messages").RequireAuthorization(Access.Operate);
        group.MapGet("/", ListAsync).Produces<Page<MessageView>>().WithSummary("Dead messages between instances, or those that wait, the newest first, in pages.");
        group.MapPost("/{id:long}/retry", RetryAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Try a dead message again.");
    }

    private static async Task<IResult> ListAsync(IDbContextFactory<OrderFlowDb> dbs, bool? dead, long? after, int? limit, CancellationToken cancel)
    {
        var wanted = dead ?? true;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = db.Messages.AsNoTracking().Where(m => m.IsDead == wanted);
        if (after is { } last) rows = rows.Where(m => m.Id < last);
        var most = Paging.Limit(limit);
        var found = await rows.OrderByDescending(m => m.Id).Take(most + 1)
            .Select(m => new MessageView(m.Id, m.Kind, m.TargetInstanceId, m.SourceInstanceId, m.Attempts, m.NextTryAt, m.LastError, m.IsDead, m.CreatedAt)).ToListAsync(cancel);
        return Results.Ok(new Page<MessageView>([.. found.Take(most)], found.Count > most ? $"{found[most - 1].Id}" : null));
    }

    private static async Task<IResult> RetryAsync(long id, IDbContextFactory<OrderFlowDb> dbs, MessagePump pump, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var revived = await db.Messages.Where(m => m.Id == id && m.IsDead).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.IsDead, false).SetProperty(m => m.Attempts, 0).SetProperty(m => m.NextTryAt, (DateTimeOffset?)now), cancel);
        if (revived == 0)
        {
            return await db.Messages.AnyAsync(m => m.Id == id, cancel)
                ? new Problem(StatusCodes.Status409Conflict, "conflict", ApiText.MessageNotDead(id)).ToResult()
                : new Problem(StatusCodes.Status404NotFound, "not-found", ApiText.NoSuchMessage(id)).ToResult();
        }

        await pump.DrainAsync([id], cancel);
        return Results.NoContent();
    }
}
