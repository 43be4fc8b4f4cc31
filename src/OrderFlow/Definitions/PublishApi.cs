using OrderFlow.Hosting.Api;
using OrderFlow.People;
using OrderFlow.Studio.Definitions;

namespace OrderFlow.Definitions;

internal sealed record PublishBody : IOptionalBody
{
    /// <summary>What was changed and why; null: the draft keeps the note that it has.</summary>
    [AtMost(VersionNote.Longest)]
    public string? Note { get; init; }
}

internal sealed record NoteBody
{
    /// <summary>What was changed and why; null: nothing.</summary>
    [AtMost(VersionNote.Longest)]
    public required string? Note { get; init; }
}

internal sealed record ConfirmBody
{
    /// <summary>Of the request that is confirmed, as it was read: not of one that somebody has made since, for another text.</summary>
    public required Guid RequestId { get; init; }
}

internal sealed record RefuseBody
{
    /// <summary>Of the request that is refused.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Why; needed by anybody but who has asked.</summary>
    [AtMost(VersionNote.Longest)]
    public string? Reason { get; init; }
}

/// <summary>Publishing workflows, by one person or by two.</summary>
internal static class PublishApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/{definitionId}/requests", ListAsync).Produces<List<PublishRequestView>>().WithSummary("Who asked to publish the workflow, and who confirmed or refused, the newest first.");
        // Who may release, the workflow itself says.
        group.MapPost("/{definitionId}/confirm", ConfirmAsync).Produces<DefinitionAnswer>().WithSummary("Publish, as a second person, what somebody has asked for.");
        group.MapPost("/{definitionId}/refuse", RefuseAsync).Produces<DefinitionAnswer>().WithSummary("Refuse to publish, with a reason; who has asked takes it back.");

        var publish = group.MapGroup("").RequireAuthorization(Access.Publish);
        publish.MapPost("/{definitionId}/publish", PublishAsync).Produces<DefinitionAnswer>().Produces<DefinitionAnswer>(StatusCodes.Status202Accepted)
            .WithSummary("Publish the latest version; 202: it waits for a second person.");
        publish.MapPost("/{definitionId}/retract", RetractAsync).Produces<DefinitionAnswer>().WithSummary("Take the published version back: nothing new starts, what runs goes on.");
        group.MapPut("/{definitionId}/note", NoteAsync).RequireAuthorization(Access.Edit).Produces<DefinitionAnswer>().WithSummary("Say what was changed in the draft and why.");
    }

    private static async Task<IResult> ListAsync(string definitionId, DefinitionStore store, PublishRequests requests, CancellationToken cancel) =>
        await store.FindAsync(definitionId, VersionChoice.Latest, cancel) is null && await requests.ListAsync(definitionId, cancel) is []
            ? new Problem(StatusCodes.Status404NotFound, "not-found", ApiText.NoSuchWorkflow(definitionId)).ToResult()
            : Results.Ok((await requests.ListAsync(definitionId, cancel)).Select(PublishRequestView.Of));

    private static async Task<IResult> PublishAsync(
        string definitionId, Body<PublishBody> body, DefinitionStore store, ReferenceUpdates references, CompiledVersions compiled, HttpContext context, CancellationToken cancel)
    {
        var result = await store.PublishAsync(new PublishDefinition(definitionId, context.User.NameOf(), body.Value.Note), cancel);
        await references.AfterAsync(result, context.User.NameOf(), cancel);
        return result.ToResult(compiled);
    }

    private static async Task<IResult> RetractAsync(string definitionId, DefinitionStore store, CompiledVersions compiled, CancellationToken cancel) =>
        (await store.RetractAsync(definitionId, cancel)).ToResult(compiled);

    private static async Task<IResult> NoteAsync(string definitionId, Body<NoteBody> body, DefinitionStore store, CompiledVersions compiled, HttpContext context, CancellationToken cancel) =>
        (await store.SetNoteAsync(definitionId, body.Value.Note, context.User.NameOf(), cancel)).ToResult(compiled);

    private static Task<IResult> ConfirmAsync(string definitionId, Body<ConfirmBody> body, DecideReleaseHandler handler, PublishRequests requests, ReferenceUpdates references, CompiledVersions compiled, HttpContext context, CancellationToken cancel) =>
        DecideAsync(definitionId, new DecideRelease(body.Value.RequestId, true, context.User.NameOf(), context.User.RolesOf()), handler, requests, references, compiled, cancel);

    private static Task<IResult> RefuseAsync(string definitionId, Body<RefuseBody> body, DecideReleaseHandler handler, PublishRequests requests, ReferenceUpdates references, CompiledVersions compiled, HttpContext context, CancellationToken cancel) =>
        DecideAsync(definitionId, new DecideRelease(body.Value.RequestId, false, context.User.NameOf(), context.User.RolesOf(), body.Value.Reason), handler, requests, references, compiled, cancel);

    private static async Task<IResult> DecideAsync(string definitionId, DecideRelease command, DecideReleaseHandler handler, PublishRequests requests, ReferenceUpdates references, CompiledVersions compiled, CancellationToken cancel)
    {
        // Under another workflow's address a request is a foreign id.
        if ((await requests.ListAsync(definitionId, cancel)).All(r => r.Id != command.RequestId))
            return new Problem(StatusCodes.Status404NotFound, "not-found", ApiText.NoSuchRequest(command.RequestId, definitionId)).ToResult();
        var result = await handler.HandleAsync(command, cancel);
        await references.AfterAsync(result, command.Actor, cancel);
        return result.ToResult(compiled);
    }
}
