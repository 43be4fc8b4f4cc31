using Microsoft.AspNetCore.Http.HttpResults;
using OrderFlow.Definitions;
using OrderFlow.Hosting;
using OrderFlow.Instances;

namespace OrderFlow.Studio.Pages;

/// <summary>
/// The pages that hold one element of Studio each: the editor, and the viewer of an instance. They stand in frames of the
/// workplace; Studio's own addresses lead to them, too.
/// </summary>
internal static class StudioPages
{
    public const string Editor = "elsa-workflow-definition-editor";
    public const string Viewer = "elsa-workflow-instance-viewer";

    // The two hashes are of scripts that version 3.8.2 itself writes into the page.
    private const string Policy =
        "default-src 'self'; "
        + "script-src 'self' 'wasm-unsafe-eval' 'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' 'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='; "
        + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; "
        + "base-uri 'self'; frame-ancestors 'self'";

    public static void MapStudioPages(this WebApplication app)
    {
        var studio = app.MapGroup(StudioFiles.Base).ExcludeFromDescription();
        studio.MapGet("/workflows/definitions/{definitionId}/edit", EditAsync);
        studio.MapGet("/workflows/instances/{id:guid}/view", ViewAsync);
    }

    // What does not exist is said here: Studio itself would break.
    private static async Task<IResult> EditAsync(string definitionId, int? version, DefinitionStore definitions, HttpContext context, CancellationToken cancel)
    {
        var choice = version is { } number ? new VersionChoice(VersionKind.Number, number) : VersionChoice.Latest;
        return await definitions.FindAsync(definitionId, choice, cancel) is { } found ? Page(context, Editor, "definition-id", definitionId, found.IsLatest ? null : found.Version) : Results.NotFound();
    }

    private static async Task<IResult> ViewAsync(Guid id, InstanceQueries instances, HttpContext context, CancellationToken cancel) =>
        await instances.FindAsync(id, cancel) is null ? Results.NotFound() : Page(context, Viewer, "instance-id", id.ToString());

    // The editor takes no version: one that is not the latest is put into what it asks for.
    private static RazorComponentResult<StudioPage> Page(HttpContext context, string element, string name, string id, int? version = null)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        PageHeaders.SetCommon(context.Response);
        return new RazorComponentResult<StudioPage>(new Dictionary<string, object?>
        {
            [nameof(StudioPage.Element)] = element,
            [nameof(StudioPage.IdName)] = name,
            [nameof(StudioPage.Id)] = id,
            [nameof(StudioPage.Version)] = version,
        });
    }
}
