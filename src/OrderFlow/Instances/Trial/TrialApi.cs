using System.Globalization;
using OrderFlow.Hosting.Api;
using OrderFlow.People;

namespace OrderFlow.Instances.Trial;

/// <summary>Dry runs for programs.</summary>
internal static class TrialApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/definitions/{definitionId}/try", TryAsync).WithTags("Definitions").RequireAuthorization(Access.Edit).Produces<TrialView>()
            .WithSummary("Try the latest version of a workflow: do these steps on a clock of its own and say what comes of it. Nothing is stored, nothing is sent.");

    private static async Task<IResult> TryAsync(string definitionId, Body<TrialBody> body, DryRun dryRun, CancellationToken cancel)
    {
        var steps = body.Value.Steps;
        for (var i = 0; i < steps.Count; i++)
            if (steps[i].Missing is { } missing) return new Problem(StatusCodes.Status400BadRequest, "missing-member", ApiText.Empty(FieldOf(i, missing))) { Field = FieldOf(i, missing) }.ToResult();
        switch (await dryRun.BeginAsync(definitionId, body.Value.From?.ToUniversalTime(), cancel))
        {
            case TrialBeginning.NotFound:
                return new Problem(StatusCodes.Status404NotFound, "not-found", ApiText.NoSuchWorkflow(definitionId)).ToResult();
            case TrialBeginning.HasErrors errors:
                return new Problem(StatusCodes.Status422UnprocessableEntity, "definition-has-errors", ApiText.DefinitionHasErrors) { More = new Dictionary<string, object?> { ["findings"] = errors.Findings } }.ToResult();
            case TrialBeginning.Ready ready:
                for (var i = 0; i < steps.Count; i++)
                    if (await ready.Run.DoAsync(steps[i].Step, cancel) is { } rejected && ready.Run.Stopped is null) return (rejected.ToProblem() with { Field = FieldOf(i, null) }).ToResult();
                return Results.Ok(TrialView.Of(ready.Run, ready.Run.Stopped is { } stopped ? Sentences.Of(stopped.Reason) : null));
            default:
                throw new InvalidOperationException("Expected a dry run to be ready, not there or with errors.");
        }
    }

    private static string FieldOf(int step, string? member) =>
        string.Create(CultureInfo.InvariantCulture, $"$.steps[{step}]{(member is null ? "" : "." + member)}");
}
