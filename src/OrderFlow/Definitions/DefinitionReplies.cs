using OrderFlow.Hosting.Api;

namespace OrderFlow.Definitions;

/// <summary>What came of a command to a definition, as HTTP.</summary>
internal static class DefinitionReplies
{
    /// <param name="compiled">Of this host, which need not find out by itself what has changed.</param>
    public static IResult ToResult(this DefinitionResult result, CompiledVersions compiled)
    {
        switch (result)
        {
            case DefinitionResult.Done done:
                compiled.Forget(done.Version.DefinitionId);
                return Results.Ok(new DefinitionAnswer(DefinitionSummary.Of(done.Version), done.Findings) { TakenBack = PublishRequestView.Of(done.TakenBack) });
            case DefinitionResult.Waiting waiting:
                return Results.Json(new DefinitionAnswer(DefinitionSummary.Of(waiting.Version), waiting.Findings) { Pending = PublishRequestView.Of(waiting.Request) }, statusCode: StatusCodes.Status202Accepted);
            case DefinitionResult.NotFound missing:
                return new Problem(StatusCodes.Status404NotFound, "not-found", Sentences.Of(missing.Reason)).ToResult();
            case DefinitionResult.Conflict conflict:
                return new Problem(StatusCodes.Status409Conflict, "conflict", Sentences.Of(conflict.Reason)).ToResult();
            case DefinitionResult.NotAllowed refused:
                return new Problem(StatusCodes.Status403Forbidden, "not-allowed", Sentences.Of(refused.Reason)).ToResult();
            case DefinitionResult.Stale stale:
                return new Problem(StatusCodes.Status409Conflict, "stale", ApiText.StaleDraft(stale.By, stale.At)).ToResult();
            case DefinitionResult.Invalid invalid:
                return new Problem(StatusCodes.Status422UnprocessableEntity, "definition-has-errors", ApiText.DefinitionHasErrors)
                {
                    More = new Dictionary<string, object?> { ["findings"] = invalid.Findings },
                }.ToResult();
            default:
                throw new InvalidOperationException($"Expected a known result, but got {result.GetType().Name}.");
        }
    }
}
