using OrderFlow.Instances;

namespace OrderFlow.Hosting.Api;

/// <summary>What the door says, as HTTP.</summary>
internal static class RunAnswers
{
    public static IResult ToResult(this RunResult result) => result switch
    {
        RunResult.Applied applied => Results.Ok(applied.Instance),
        RunResult.Rejected rejected => rejected.ToProblem().ToResult(),
        _ => throw new InvalidOperationException($"Expected a known result, but got {result.GetType().Name}."),
    };

    public static Problem ToProblem(this RunResult.Rejected rejected) => rejected.Kind switch
    {
        Rejection.NotFound => new Problem(StatusCodes.Status404NotFound, "not-found", Sentences.Of(rejected.Reason)),
        Rejection.NotAllowed => new Problem(StatusCodes.Status403Forbidden, "not-allowed", Sentences.Of(rejected.Reason)),
        Rejection.Conflict => new Problem(StatusCodes.Status409Conflict, "conflict", Sentences.Of(rejected.Reason)),
        Rejection.Invalid => new Problem(StatusCodes.Status422UnprocessableEntity, "invalid", Sentences.Of(rejected.Reason)),
    };
}
