using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using OrderFlow.Deadlines;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances.Trial;
using OrderFlow.Persistence;
using OrderFlow.Tasks;
using OrderFlow.Tests.Outbox;

namespace OrderFlow.Tests.Instances.Trial;

/// <summary>All that a run has come to, as text: whole states, journals, tasks, lists, decisions, deadlines, waiting calls and mails.</summary>
internal static class Dump
{
    public static string Of(TrialRun run)
    {
        var text = new StringBuilder();
        foreach (var instance in run.Instances.OrderBy(i => i.State.Id)) Add(text, instance.State, instance.Journal);
        Add(text, run.Tasks, run.Listed, run.Decisions, run.Deadlines.Select(d => new DeadlineRow { Id = d.Id, InstanceId = d.Instance.State.Id, BookmarkId = d.BookmarkId, Kind = d.Kind, DueAt = d.DueAt }));
        Lines(text, "call", run.Calls.Select(c => c.Id.ToString()));
        Lines(text, "mail", run.Entries.SelectMany(e => e.Mails).Where(m => m.Failure is null)
            .Select(m => Mail(string.Join(", ", m.To), string.Join(", ", m.Cc), m.From, m.Subject, m.Text, m.Html, string.Join(", ", m.Attachments))));
        Lines(text, "unsent", run.Entries.SelectMany(e => e.Mails).Where(m => m.Failure is not null).Select(m => m.Failure!).Concat(run.Entries.SelectMany(e => e.Failures.Where(f => f.StartsWith("Nobody to tell", StringComparison.Ordinal)).Select(_ => "Nobody to tell"))));
        return text.ToString();
    }

    public static async Task<string> OfAsync(OutboxRig rig)
    {
        var text = new StringBuilder();
        await using var db = rig.Store.Db();
        var states = (await db.Instances.AsNoTracking().ToListAsync()).Select(i => StateJson.ReadState(PackedJson.Unpack(i.State)));
        foreach (var state in states.OrderBy(s => s.Id)) Add(text, state, await rig.Store.JournalAsync(state.Id));
        Add(
            text, await db.Tasks.AsNoTracking().ToListAsync(), await db.Set<TaskAssigneeRow>().AsNoTracking().ToListAsync(), await db.Set<TaskDecisionRow>().AsNoTracking().ToListAsync(),
            await db.Deadlines.AsNoTracking().Where(d => d.InstanceId != null).ToListAsync());
        Lines(text, "call", (await db.Outbox.AsNoTracking().Where(o => o.Kind == OrderFlow.Outbox.OutboxKind.Http).ToListAsync()).Select(o => o.Id.ToString()));
        Lines(text, "mail", rig.Mail.Mails.Select(m => Mail(Addresses(m.To), Addresses(m.Cc), m.From.ToString(), m.Subject, m.TextBody, m.HtmlBody, string.Join(", ", m.Attachments.OfType<MimePart>().Select(a => a.FileName)))));
        Lines(text, "unsent", (await db.Outbox.AsNoTracking().Where(o => o.State == OrderFlow.Outbox.OutboxState.Dead).ToListAsync()).Select(o => o.LastError!.StartsWith("Nobody to tell", StringComparison.Ordinal) ? "Nobody to tell" : o.LastError!));
        return text.ToString();
    }

    /// <summary>The first line that is not the same; null: there is none.</summary>
    public static string? Difference(string dry, string real)
    {
        if (dry == real) return null;
        var (ours, theirs) = (dry.Split('\n'), real.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(ours.Length, theirs.Length)).First(i => ours.ElementAtOrDefault(i) != theirs.ElementAtOrDefault(i));
        return $"dry run:\n{ours.ElementAtOrDefault(line)}\nreal:\n{theirs.ElementAtOrDefault(line)}";
    }

    private static void Add(StringBuilder text, InstanceState state, IReadOnlyList<JournalEntry> journal)
    {
        text.AppendLine(Encoding.UTF8.GetString(StateJson.Write(state)));
        foreach (var entry in journal) text.AppendLine(Encoding.UTF8.GetString(StateJson.Write([entry])));
    }

    private static void Add(StringBuilder text, IEnumerable<TaskRow> tasks, IEnumerable<TaskAssigneeRow> listed, IEnumerable<TaskDecisionRow> decisions, IEnumerable<DeadlineRow> deadlines)
    {
        Lines(text, "task", tasks.Select(t =>
        {
            var row = JsonSerializer.SerializeToNode(t)!;
            row[nameof(t.Form)] = Ordered(t.Form);
            return row.ToJsonString();
        }));
        Lines(text, "listed", listed.Select(l => JsonSerializer.Serialize(l)));
        Lines(text, "decision", decisions.Select(d => $"{d.TaskId} {d.Revision} {d.InstanceId} {d.Actor} {d.Outcome} {d.Comment} {Ordered(d.FormData)} {d.At:O}"));
        Lines(text, "deadline", deadlines.Select(d => $"{d.Id} {d.InstanceId} {d.BookmarkId} {d.Kind} {d.DueAt.ToUniversalTime():O}"));
    }

    private static void Lines(StringBuilder text, string kind, IEnumerable<string> lines)
    {
        foreach (var line in lines.Order(StringComparer.Ordinal)) text.Append(kind).Append(' ').AppendLine(line);
    }

    private static string Mail(string to, string cc, string? from, string? subject, string? text, string? html, string attachments) =>
        $"{to} | {cc} | {from} | {subject} | {Even(text)} | {Even(html)} | {attachments}";

    private static string Addresses(InternetAddressList list) => string.Join(", ", list.Mailboxes.Select(m => m.Address));

    // The way through a mail server ends a text with one line break.
    private static string Even(string? text) => (text ?? "").ReplaceLineEndings("\n").TrimEnd();

    // The database keeps the members of JSON in an order of its own.
    private static string? Ordered(string? json) => json is null ? null : Sorted(JsonNode.Parse(json))?.ToJsonString();

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        null => null,
        _ => node.DeepClone(),
    };
}
