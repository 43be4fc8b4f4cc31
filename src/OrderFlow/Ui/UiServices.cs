using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using MudBlazor;
using MudBlazor.Services;
using OrderFlow.Hosting;

namespace OrderFlow.Ui;

/// <summary>The workplace: its components, their files, and the pages that need no circuit.</summary>
internal static class UiServices
{
    // By name, because the program that is started may be a test.
    private const string Endpoints = "OrderFlow.staticwebassets.endpoints.json";
    private const string Sources = "OrderFlow.staticwebassets.runtime.json";

    public static void AddUi(this WebApplicationBuilder builder)
    {
        var sources = Path.Combine(AppContext.BaseDirectory, Sources);
        // Files lie where they were built from; the host of a published folder has them beside it.
        if (!builder.Environment.IsDevelopment() && File.Exists(sources))
        {
            builder.Configuration[WebHostDefaults.StaticWebAssetsKey] = sources;
            StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        }

        builder.Services.AddRazorComponents().AddInteractiveServerComponents(options => options.DisconnectedCircuitMaxRetained = 50);
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddScoped<Viewer>();
        builder.Services.AddScoped<Definitions.Pages.PublishCommands>();
        builder.Services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.VisibleStateDuration = 5000;
            options.SnackbarConfiguration.ShowTransitionDuration = options.SnackbarConfiguration.HideTransitionDuration = 150;
            options.SnackbarConfiguration.PreventDuplicates = false;
        });
    }

    public static void MapUi(this WebApplication app)
    {
        // Before anybody is asked who they are: each of these would cost a look at the database.
        app.MapStaticAssets(Endpoints).AllowAnonymous().ShortCircuit();
        // The header of the framework knows less than ours.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null).WithStaticAssets(Endpoints);
        SessionPages.Map(app);
    }

    /// <summary>Sets the headers of pages.</summary>
    public static Task HeadAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null) PageHeaders.Set(context.Response);
        return next(context);
    }
}
