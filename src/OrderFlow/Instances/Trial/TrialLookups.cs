using Microsoft.EntityFrameworkCore;
using Npgsql;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Mail;
using OrderFlow.Persistence;

namespace OrderFlow.Instances.Trial;

/// <summary>What a dry run reads of the real world: published workflows and people. It writes nothing.</summary>
internal sealed class TrialLookups(IDbContextFactory<OrderFlowDb> dbs, NpgsqlDataSource database, CompiledVersions versions, WorkflowEngine engine)
{
    private readonly Dictionary<string, IReadOnlyList<TrialPerson>> people = new(StringComparer.Ordinal);

    public Recipients Recipients { get; } = new(dbs);

    /// <summary>The version that a start means; the workflow that is tried stands for its own published one. Null: there is none.</summary>
    public async Task<CompiledVersion?> VersionAsync(StartRequest request, CompiledVersion tried, CancellationToken cancel)
    {
        if (request.VersionId is { } id) return id == tried.Id ? tried : await versions.ByIdAsync(id, cancel);
        if (request.DefinitionId == tried.DefinitionId) return tried;
        // What this host knows to be published may be out of date; a real start would be told so by the database.
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var published = await db.Definitions.Where(d => d.DefinitionId == request.DefinitionId && d.IsPublished).Select(d => d.Id).FirstOrDefaultAsync(cancel);
        return published is null ? null : await versions.ByIdAsync(published, cancel);
    }

    /// <summary>What an event starts: published workflows, and the one that is tried as if it were published.</summary>
    public async Task<IReadOnlyList<TriggeredStart>> TriggersAsync(string name, CompiledVersion tried, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var published = await EventSpread.TriggersAsync(connection, name);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var own = await db.Definitions.Where(d => d.DefinitionId == tried.DefinitionId).Select(d => d.Id).ToListAsync(cancel);
        return
        [
            .. published.Where(t => !own.Contains(t.VersionId))
                .Concat(engine.Triggers(tried.Workflow, now).Where(t => t.Kind == TriggerKind.Event && t.Key == name).Select(t => new TriggeredStart(tried.Id, t.ActivityId, null, default)))
                .OrderBy(t => t.VersionId, StringComparer.Ordinal).ThenBy(t => t.ActivityId, StringComparer.Ordinal),
        ];
    }

    /// <summary>The name of a workflow as mails say it.</summary>
    public async Task<string> NameAsync(string definitionId, CompiledVersion tried, CancellationToken cancel)
    {
        if (definitionId == tried.DefinitionId) return tried.Workflow.Definition.Name;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Definitions.Where(d => d.DefinitionId == definitionId && d.IsLatest).Select(d => d.Name).FirstOrDefaultAsync(cancel) ?? definitionId;
    }

    /// <summary>The active people behind "user:ann" or "role:finance", by name; they are asked for once.</summary>
    public async Task<IReadOnlyList<TrialPerson>> PeopleAsync(string entry, CancellationToken cancel)
    {
        if (people.TryGetValue(entry, out var known)) return known;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var name = entry[(entry.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var users = db.Users.AsNoTracking().Where(u => u.IsActive);
        users = entry.StartsWith("role:", StringComparison.Ordinal) ? users.Where(u => u.Roles.Contains(name)) : users.Where(u => u.Name == name);
        return people[entry] = [.. (await users.OrderBy(u => u.Name).ToListAsync(cancel)).Select(u => new TrialPerson(u.Name, u.DisplayName, u.Roles))];
    }
}
