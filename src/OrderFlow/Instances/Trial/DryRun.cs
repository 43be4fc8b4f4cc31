using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Mail;
using OrderFlow.Persistence;

namespace OrderFlow.Instances.Trial;

/// <summary>What came of the wish to try a workflow.</summary>
public abstract record TrialBeginning
{
    private TrialBeginning() { }

    /// <summary>It can be tried.</summary>
    public sealed record Ready(TrialRun Run, DefinitionVersion Version) : TrialBeginning;

    /// <summary>It must be mended first.</summary>
    public sealed record HasErrors(DefinitionVersion Version, IReadOnlyList<Finding> Findings) : TrialBeginning;

    /// <summary>There is no such workflow.</summary>
    public sealed record NotFound : TrialBeginning;
}

/// <summary>
/// Tries a workflow, draft or not, with sample input and a clock of its own: the engine decides as in a real run, real people and
/// published workflows are read, and everything that a burst wants done is done in memory. Nothing is stored and nothing is sent.
/// </summary>
public sealed class DryRun(
    IDbContextFactory<OrderFlowDb> dbs, NpgsqlDataSource database, CompiledVersions versions, DefinitionStore store, DefinitionChecks checks, WorkflowEngine engine,
    IOptions<MailOptions> mail, TimeProvider clock)
{
    /// <param name="definitionId">Its latest version is tried.</param>
    /// <param name="from">The moment at which the run begins; null: now.</param>
    public async Task<TrialBeginning> BeginAsync(string definitionId, DateTimeOffset? from, CancellationToken cancel)
    {
        if (await store.FindAsync(definitionId, VersionChoice.Latest, cancel) is not { } latest) return new TrialBeginning.NotFound();
        var findings = await checks.CheckAsync(DefinitionStore.Read(latest), cancel);
        if (findings.Any(f => f.Severity == Severity.Error)) return new TrialBeginning.HasErrors(latest, findings);
        if (await versions.ByIdAsync(latest.Id, cancel) is not { } version) return new TrialBeginning.NotFound();
        var begin = from ?? WholeSecond(clock.GetUtcNow());
        return new TrialBeginning.Ready(new TrialRun(version, begin, () => Make(version, begin)), latest);
    }

    private (TrialDoor, TrialSteps, TrialClock) Make(CompiledVersion version, DateTimeOffset from)
    {
        var now = new TrialClock(from);
        var door = new TrialDoor(engine, versions, new TrialLookups(dbs, database, versions, engine), version, now);
        return (door, new TrialSteps(door, now, mail.Value.From), now);
    }

    // What a person reads and repeats.
    private static DateTimeOffset WholeSecond(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));
}
