using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Hosting.Api;
using OrderFlow.People;
using OrderFlow.Studio.Definitions;

namespace OrderFlow.Definitions;

internal sealed record RevertBody
{
    /// <summary>The version of which a new draft is made.</summary>
    public required int Version { get; init; }
}

/// <summary>Workflow definitions: everybody reads them, process owners change them.</summary>
internal static class DefinitionApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/definitions").WithTags("Definitions");
        group.MapGet("/", ListAsync).Produces<List<DefinitionSummary>>().WithSummary("Workflows: the latest version of each, or the versions asked for.");
        group.MapGet("/{definitionId}", GetAsync).Produces<DefinitionView>().WithSummary("A version of a workflow with its document.");
        group.MapGet("/{definitionId}/versions", VersionsAsync).Produces<List<DefinitionSummary>>().WithSummary("All versions of a workflow, the newest first.");
        group.MapGet("/{definitionId}/diff", DiffAsync).Produces<DifferenceView>().WithSummary("What two versions of a workflow differ in: from the published one to the latest, or between those asked for.");
        group.MapGet("/{definitionId}/export", ExportAsync).Produces<JsonObject>().WithSummary("A version as a file that any Elsa server imports.");

        var edit = group.MapGroup("").RequireAuthorization(Access.Operate);
        edit.MapPost("/validate", ValidateAsync).WithMetadata(BodyLimit.Definition).Produces<CheckAnswer>().WithSummary("Everything that is wrong with a definition; nothing is saved.");
        edit.MapPut("/{definitionId}", SaveAsync).WithMetadata(BodyLimit.Definition).Produces<DefinitionAnswer>().Produces<DefinitionAnswer>(StatusCodes.Status202Accepted)
            .WithSummary("Save the draft of a workflow, or with publish=true publish it at once (202: that waits for a second person); with revision=, only where nobody else has changed it since.");
        edit.MapPost("/{definitionId}/revert", RevertAsync).Produces<DefinitionAnswer>().WithSummary("Make a new draft of an old version.");
        edit.MapDelete("/{definitionId}", DeleteAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Delete a workflow with all its versions and instances.");
        PublishApi.Map(group);
    }

    private static async Task<IResult> ListAsync(DefinitionStore store, string? versions, CancellationToken cancel) =>
        VersionChoice.TryParse(versions, out var choice) ? Results.Ok((await store.ListAsync(null, choice, cancel)).Select(DefinitionSummary.Of)) : BadChoice("versions", versions);

    private static async Task<IResult> VersionsAsync(string definitionId, DefinitionStore store, CancellationToken cancel) =>
        await store.ListAsync(definitionId, new VersionChoice(VersionKind.AllVersions), cancel) is { Count: > 0 } versions
            ? Results.Ok(versions.Select(DefinitionSummary.Of))
            : Missing(definitionId, null);

    private static async Task<IResult> GetAsync(string definitionId, DefinitionStore store, PublishRequests requests, string? version, CancellationToken cancel)
    {
        if (!VersionChoice.TryParse(version, out var choice)) return BadChoice("version", version);
        return await store.FindAsync(definitionId, choice, cancel) is { } found
            ? Results.Ok(new DefinitionView(DefinitionSummary.Of(found), JsonNode.Parse(found.Json)!, PublishRequestView.Of(await requests.PendingAsync(definitionId, cancel))))
            : Missing(definitionId, version);
    }

    private static async Task<IResult> DiffAsync(string definitionId, CompareVersionsHandler handler, string? from, string? to, CancellationToken cancel)
    {
        var old = VersionChoice.Published;
        if (!string.IsNullOrWhiteSpace(from) && !VersionChoice.TryParse(from, out old)) return BadChoice("from", from);
        if (!VersionChoice.TryParse(to, out var now)) return BadChoice("to", to);
        return await handler.HandleAsync(definitionId, old, now, cancel) switch
        {
            ComparisonResult.Done compared => Results.Ok(DifferenceView.Of(compared)),
            ComparisonResult.Missing missing => Missing(definitionId, missing.Choice.ToString()),
            var other => throw new InvalidOperationException($"Expected a known result, but got {other.GetType().Name}."),
        };
    }

    private static async Task<IResult> ExportAsync(string definitionId, DefinitionStore store, string? version, CancellationToken cancel)
    {
        if (!VersionChoice.TryParse(version, out var choice)) return BadChoice("version", version);
        if (await store.FindAsync(definitionId, choice, cancel) is not { } found) return Missing(definitionId, version);
        var text = DefinitionWriter.Text(DefinitionWriter.ForExport(DefinitionStore.Read(found)), indented: true);
        return Results.File(System.Text.Encoding.UTF8.GetBytes(text), "application/json", $"{found.DefinitionId}.json");
    }

    private static async Task<IResult> ValidateAsync(Body<JsonObject> body, DefinitionChecks checks, CancellationToken cancel)
    {
        var read = DefinitionReader.Read(body.Value, KnownActivities.Registry);
        IReadOnlyList<Finding> findings = read.Definition is { } definition ? [.. read.Findings, .. await checks.CheckAsync(definition, cancel)] : read.Findings;
        return Results.Ok(new CheckAnswer(read.Definition is not null && findings.All(f => f.Severity != Severity.Error), findings));
    }

    private static async Task<IResult> SaveAsync(
        string definitionId, bool? publish, int? revision, string? note, Body<JsonObject> body, DefinitionStore store, ReferenceUpdates references, CompiledVersions versions, HttpContext context, CancellationToken cancel)
    {
        if (revision < 0) return new Problem(StatusCodes.Status400BadRequest, "bad-parameter", ApiText.BadParameter("revision", $"{revision}", ApiText.NumberFrom(0))) { Field = "revision" }.ToResult();
        if (note?.Length > VersionNote.Longest) return new Problem(StatusCodes.Status400BadRequest, "too-long", ApiText.TooLong("note", note.Length, VersionNote.Longest)) { Field = "note" }.ToResult();
        var save = new SaveDefinition { Document = body.Value, DefinitionId = definitionId, Publish = publish ?? false, Actor = context.User.NameOf(), Seen = revision, Note = note };
        var result = await store.SaveAsync(save, cancel);
        if (save.Publish) await references.AfterAsync(result, context.User.NameOf(), cancel);
        return result.ToResult(versions);
    }

    private static async Task<IResult> RevertAsync(string definitionId, Body<RevertBody> body, DefinitionStore store, CompiledVersions versions, HttpContext context, CancellationToken cancel) =>
        (await store.RevertAsync(definitionId, body.Value.Version, context.User.NameOf(), cancel)).ToResult(versions);

    private static async Task<IResult> DeleteAsync(string definitionId, DeleteDefinitionHandler handler, HttpContext context, CancellationToken cancel) =>
        await handler.HandleAsync(new DeleteDefinition(definitionId) { Actor = context.User.NameOf() }, cancel) ? Results.NoContent() : Missing(definitionId, null);

    private static IResult Missing(string definitionId, string? version) => new Problem(
        StatusCodes.Status404NotFound, "not-found", version is null ? ApiText.NoSuchWorkflow(definitionId) : ApiText.NoSuchVersion(definitionId, version)).ToResult();

    private static IResult BadChoice(string parameter, string? value) => new Problem(
        StatusCodes.Status400BadRequest, "bad-parameter", ApiText.BadParameter(parameter, value ?? "", ApiText.OneOf(string.Join(", ", Enum.GetNames<VersionKind>().Where(n => n != nameof(VersionKind.Number)).Append("1, 2, 3 …")))))
    {
        Field = parameter,
    }.ToResult();
}
