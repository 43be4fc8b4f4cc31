using System.IO.Compression;
using System.Text.Json;
using OrderFlow.Instances;
using OrderFlow.People;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Instances;

/// <summary>Instances as files: one as JSON, many as a ZIP of them.</summary>
internal static class InstanceExport
{
    private static readonly JsonSerializerOptions Written = new(ElsaJson.Options) { WriteIndented = true, MaxDepth = 256 };

    public static void Map(RouteGroupBuilder group)
    {
        // A file tells all that a process knows: more than a look at it does.
        var operate = group.MapGroup("").RequireAuthorization(Access.Operate);
        operate.MapGet("/workflow-instances/{id}/export", OneAsync);
        operate.MapPost("/bulk-actions/export/workflow-instances", ManyAsync);
    }

    private static async Task<IResult> OneAsync(string id, ElsaQuery query, HistoryReader histories, InstanceArchive archive, CancellationToken cancel)
    {
        var request = new ExportRequest
        {
            IncludeBookmarks = query.Flag("includeBookmarks"),
            IncludeActivityExecutionLog = query.Flag("includeActivityExecutionLog"),
            IncludeWorkflowExecutionLog = query.Flag("includeWorkflowExecutionLog"),
        };
        if (query.Refusal is { } refusal) return refusal;
        return await FileAsync(id, request, histories, archive, cancel) is var (name, bytes) ? Results.File(bytes, "application/octet-stream", name) : InstanceEndpoints.Missing(id);
    }

    // What is not there is not in the ZIP.
    private static async Task<IResult> ManyAsync(ElsaBody<ExportRequest> body, HistoryReader histories, InstanceArchive archive, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await using (var zip = await ZipArchive.CreateAsync(bytes, ZipArchiveMode.Create, leaveOpen: true, null, cancel))
        {
            foreach (var id in (body.Value.Ids ?? []).Distinct(StringComparer.Ordinal))
            {
                if (await FileAsync(id, body.Value, histories, archive, cancel) is not var (name, content)) continue;
                await using var entry = await zip.CreateEntry(name).OpenAsync(cancel);
                await entry.WriteAsync(content, cancel);
            }
        }

        return Results.File(bytes.ToArray(), "application/octet-stream", "workflow-instances.zip");
    }

    private static async Task<(string Name, byte[] Content)?> FileAsync(string id, ExportRequest request, HistoryReader histories, InstanceArchive archive, CancellationToken cancel)
    {
        if (!Guid.TryParse(id, out var known) || await histories.FindAsync(known, cancel) is not { } history || await archive.ReadAsync(known, cancel) is not { } archived) return null;
        var state = InstanceProjection.State(history);
        var file = new InstanceFile(
            state,
            request.IncludeBookmarks == true ? [.. state.Bookmarks.Select(b => StoredBookmarkShape.Of(b, state))] : null,
            request.IncludeActivityExecutionLog == true ? [.. history.Runs.Select(r => ExecutionProjection.Execution(history, r))] : null,
            request.IncludeWorkflowExecutionLog == true ? [.. history.Journal.Select(e => ExecutionProjection.Log(history, e, inList: false))] : null,
            archived);
        return (InstanceFile.NameOf(known), JsonSerializer.SerializeToUtf8Bytes(file, Written));
    }
}
