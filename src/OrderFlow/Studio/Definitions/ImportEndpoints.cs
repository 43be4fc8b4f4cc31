using System.Text.Json.Nodes;
using OrderFlow.Definitions;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Hosting.Api;
using OrderFlow.People;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Definitions;

/// <summary>
/// Takes over workflows that were exported here or by an Elsa server. They come as drafts, whatever the file says: publishing is
/// a decision of its own.
/// </summary>
internal static class ImportEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        var edit = group.MapGroup("/workflow-definitions").RequireAuthorization(Access.Edit);
        edit.MapPost("/import", (ElsaBody<JsonObject> body, SaveFromStudioHandler handler, ElsaAnswers answers, HttpContext context, CancellationToken cancel) =>
            ImportAsync(null, body.Value, handler, answers, context, cancel)).WithMetadata(BodyLimit.Definition);
        edit.MapPut("/{definitionId}/import", (string definitionId, ElsaBody<JsonObject> body, SaveFromStudioHandler handler, ElsaAnswers answers, HttpContext context, CancellationToken cancel) =>
            ImportAsync(definitionId, body.Value, handler, answers, context, cancel)).WithMetadata(BodyLimit.Definition);
        edit.MapPost("/import-files", ImportFilesAsync);
    }

    private static async Task<IResult> ImportAsync(string? definitionId, JsonObject body, SaveFromStudioHandler handler, ElsaAnswers answers, HttpContext context, CancellationToken cancel)
    {
        var saved = await handler.HandleAsync(CommandOf(body, definitionId, context), cancel);
        return await answers.RefusalAsync(saved.Result, cancel) ?? await answers.DefinitionAsync(((DefinitionResult.Done)saved.Result).Version, context.User, cancel);
    }

    // All are looked at before one is saved: a file that is none leaves nothing half done.
    private static async Task<IResult> ImportFilesAsync(SaveFromStudioHandler handler, ElsaAnswers answers, HttpContext context, CancellationToken cancel)
    {
        if (!context.Request.HasFormContentType) return ElsaError.BadRequest(ApiText.NoFiles);
        var form = await context.Request.ReadFormAsync(cancel);
        var files = await ImportFiles.ReadAsync(form.Files, cancel);
        if (files.Count == 0) return ElsaError.BadRequest(ApiText.NoFiles);
        var faults = files.Select(f => (f.Name, Fault: f.Fault ?? FaultOf(f.Model!))).Where(f => f.Fault is not null).Select(f => ApiText.FileRefused(f.Name, f.Fault!)).ToList();
        if (faults.Count > 0) return ElsaError.BadRequest(faults);
        foreach (var file in files)
        {
            var saved = await handler.HandleAsync(CommandOf(file.Model!, null, context), cancel);
            if (await answers.RefusalAsync(saved.Result, cancel) is { } refusal) return refusal;
        }

        return ElsaJson.Ok(new { files.Count });
    }

    private static string? FaultOf(JsonObject model)
    {
        var read = DefinitionReader.Read(model.DeepClone(), KnownActivities.Registry);
        return read.Definition is null ? read.Findings[0].Message : null;
    }

    private static SaveFromStudio CommandOf(JsonObject body, string? definitionId, HttpContext context)
    {
        var model = body["root"] is null && body["model"] is JsonObject inner ? inner : body;
        return new SaveFromStudio(model, Publish: false, context.User.NameOf(), definitionId);
    }
}
