using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using OrderFlow.Tasks;

namespace OrderFlow.Instances;

/// <summary>Something that an instance waits for.</summary>
/// <param name="What">Title of the task, name of the event, path; empty: time alone.</param>
/// <param name="Whom">People by display name, roles as "role:finance"; empty: nobody.</param>
/// <param name="Since">Null: it is not known.</param>
/// <param name="DueAt">Null: no deadline.</param>
public sealed record InstanceWait(InstanceWaitKind Kind, string What, IReadOnlyList<string> Whom, DateTimeOffset? Since, DateTimeOffset? DueAt);

public enum InstanceWaitKind
{
    Task,
    Message,
    Time,

    /// <summary>Another instance, which it started.</summary>
    Child,

    /// <summary>The answer of another system.</summary>
    Call,
}

/// <summary>Reads what instances wait for: open tasks, messages from outside, and where there is neither, time or other instances.</summary>
internal static class InstanceWaits
{
    public static async Task<ILookup<Guid, InstanceWait>> ReadAsync(OrderFlowDb db, List<Guid> ids, CancellationToken cancel)
    {
        var tasks = await db.Tasks.AsNoTracking().Where(t => ids.Contains(t.InstanceId) && t.State == TaskState.Open)
            .OrderBy(t => t.OpenedAt).Select(t => new { t.InstanceId, t.Title, t.Assignees, t.OpenedAt, t.DueAt }).ToListAsync(cancel);
        var messages = await db.Bookmarks.AsNoTracking().Where(b => ids.Contains(b.InstanceId) && b.Kind != BookmarkKind.Approval)
            .Select(b => new { b.InstanceId, b.Key }).ToListAsync(cancel);
        var named = tasks.Select(t => t.InstanceId).Concat(messages.Select(m => m.InstanceId)).ToHashSet();
        var others = ids.Where(i => !named.Contains(i)).ToList();
        // The rest is in the state alone. There are few: most instances wait for a person.
        var states = await db.Instances.AsNoTracking().Where(i => others.Contains(i.Id)).Select(i => i.State).ToListAsync(cancel);
        var inner = states.Select(s => StateJson.ReadState(PackedJson.Unpack(s))).SelectMany(s => OfState(s).Select(w => (InstanceId: s.Id, Wait: w)));
        var people = await PeopleAsync(db, tasks.SelectMany(t => t.Assignees), cancel);
        return tasks.Select(t => (t.InstanceId, Wait: new InstanceWait(InstanceWaitKind.Task, t.Title, [.. t.Assignees.Select(a => people.GetValueOrDefault(a, a))], t.OpenedAt, t.DueAt)))
            .Concat(messages.Select(m => (m.InstanceId, Wait: new InstanceWait(InstanceWaitKind.Message, m.Key, [], null, null))))
            .Concat(inner)
            .ToLookup(w => w.InstanceId, w => w.Wait);
    }

    private static IEnumerable<InstanceWait> OfState(InstanceState state)
    {
        foreach (var bookmark in state.Bookmarks)
        {
            switch (bookmark.Kind)
            {
                case BookmarkKind.Child:
                    yield return new InstanceWait(InstanceWaitKind.Child, "", [], bookmark.CreatedAt, null);
                    break;
                case BookmarkKind.HttpCall:
                    yield return new InstanceWait(InstanceWaitKind.Call, "", [], bookmark.CreatedAt, null);
                    break;
                case BookmarkKind.Time when state.Deadlines.Find(d => d.Id == bookmark.Reference) is { } deadline:
                    yield return new InstanceWait(InstanceWaitKind.Time, "", [], bookmark.CreatedAt, deadline.DueAt);
                    break;
            }
        }
    }

    private static async Task<Dictionary<string, string>> PeopleAsync(OrderFlowDb db, IEnumerable<string> assignees, CancellationToken cancel)
    {
        const string Person = "user:";
        var names = assignees.Where(a => a.StartsWith(Person, StringComparison.Ordinal)).Select(a => a[Person.Length..]).Distinct().ToList();
        return await db.Users.Where(u => names.Contains(u.Name)).ToDictionaryAsync(u => Person + u.Name, u => u.DisplayName, cancel);
    }
}
