using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Definitions;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>A second person's word on a request to publish.</summary>
/// <param name="RequestId">Of the request that the person has before them: another one, for another text, is another decision.</param>
/// <param name="IsConfirmed">False: it is refused, or taken back by who had asked.</param>
/// <param name="Actor">Name of the user.</param>
/// <param name="Roles">Theirs, at this moment.</param>
/// <param name="Reason">Why it is refused; needed for that, at most 1,000 characters.</param>
public sealed record DecideRelease(Guid RequestId, bool IsConfirmed, string Actor, IReadOnlyCollection<string> Roles, string? Reason = null);

internal sealed class DecideReleaseHandler(IDbContextFactory<OrderFlowDb> dbs, DefinitionChecks checks, Publication publication, TimeProvider clock)
{
    /// <returns>Done: it was published, refused or taken back, with the version as it is now.</returns>
    public async Task<DefinitionResult> HandleAsync(DecideRelease command, CancellationToken cancel)
    {
        if (VersionNote.Fault(command.Reason) is { } fault) return fault;
        if (await SeenAsync(command.RequestId, cancel) is not var (version, findings)) return new DefinitionResult.NotFound($"There is no request '{command.RequestId}' to publish, or its version is deleted.");
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Nobody changes, asks or decides while this is looked at: what is released is what was seen.
        await DefinitionStore.LockAsync(db, version.DefinitionId, cancel);
        var request = await db.PublishRequests.AsTracking().SingleAsync(r => r.Id == command.RequestId, cancel);
        if (request.State != PublishRequestState.Pending) return Ended(request);
        var latest = await db.Definitions.AsTracking().SingleAsync(d => d.DefinitionId == request.DefinitionId && d.IsLatest, cancel);
        if (Hindrance(command, request, latest) is { } hindrance) return hindrance;
        if (command.IsConfirmed && findings.Any(f => f.Severity == Severity.Error)) return new DefinitionResult.Invalid(findings);

        var isTakenBack = !command.IsConfirmed && command.Actor == request.AskedBy;
        request.State = command.IsConfirmed ? PublishRequestState.Confirmed : isTakenBack ? PublishRequestState.TakenBack : PublishRequestState.Refused;
        (request.DecidedBy, request.DecidedAt, request.Reason) = (command.Actor, clock.GetUtcNow(), VersionNote.Kept(command.Reason));
        await db.SaveChangesAsync(cancel);
        if (command.IsConfirmed) await publication.PublishAsync(db, latest, DefinitionStore.Read(latest), command.Actor, cancel);
        await transaction.CommitAsync(cancel);
        return new DefinitionResult.Done(latest, findings);
    }

    // Outside of the lock: what is checked needs connections of its own. Of a text that changes meanwhile the request is taken back.
    private async Task<(DefinitionVersion Version, IReadOnlyList<Finding> Findings)?> SeenAsync(Guid requestId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var version = await db.Definitions.AsNoTracking().SingleOrDefaultAsync(d => db.PublishRequests.Any(r => r.Id == requestId && r.VersionId == d.Id), cancel);
        return version is null ? null : (version, await checks.CheckAsync(DefinitionStore.Read(version), cancel));
    }

    private static DefinitionResult? Hindrance(DecideRelease command, PublishRequest request, DefinitionVersion latest)
    {
        if (!command.IsConfirmed && command.Actor == request.AskedBy) return null;
        if (command.Actor == request.AskedBy) return new DefinitionResult.NotAllowed($"'{command.Actor}' has asked for it: another person has to release it.");
        if (!SecondPerson.MayRelease(latest.ReleaseRule ?? SecondPerson.Anybody, command.Roles))
            return new DefinitionResult.NotAllowed($"'{command.Actor}' is not among those who release '{latest.Name}': {string.Join(", ", SecondPerson.Releasing(latest.ReleaseRule ?? SecondPerson.Anybody))}.");
        if (command.IsConfirmed && command.Actor == latest.ChangedBy) return new DefinitionResult.NotAllowed($"'{command.Actor}' has made the last change to it: another person has to release it.");
        if (!command.IsConfirmed && string.IsNullOrWhiteSpace(command.Reason)) return new DefinitionResult.Conflict($"Say in 'reason' why it is refused: '{request.AskedBy}' has to know what to change.");
        return null;
    }

    private static DefinitionResult.Conflict Ended(PublishRequest request) => request.State switch
    {
        PublishRequestState.Confirmed => new($"Version {request.Version} was released already, by '{request.DecidedBy}' at {request.DecidedAt:u}."),
        PublishRequestState.Refused => new($"Version {request.Version} was refused already, by '{request.DecidedBy}' at {request.DecidedAt:u}: {request.Reason}"),
        PublishRequestState.TakenBack => new($"The request to publish version {request.Version} was taken back by '{request.DecidedBy ?? "OrderFlow"}' at {request.DecidedAt:u}: the draft has changed, or it is not wanted any more."),
        PublishRequestState.Pending => throw new InvalidOperationException($"Expected request '{request.Id}' to have ended, but it waits."),
    };
}
