using Hangfire;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using OrderFlow.Deadlines;
using OrderFlow.Definitions;
using OrderFlow.Hosting.Api;
using OrderFlow.Instances;
using OrderFlow.Instances.Http;
using OrderFlow.Instances.Trial;
using OrderFlow.Outbox;
using OrderFlow.People;
using OrderFlow.Studio;
using OrderFlow.Studio.Pages;
using OrderFlow.Tasks;
using OrderFlow.Ui;
using Scalar.AspNetCore;

namespace OrderFlow.Hosting;

/// <summary>The host's addresses. Whoever calls them must have signed in, unless the address says otherwise.</summary>
internal static class Endpoints
{
    /// <summary>Tag of the health checks that must pass before the host is sent work.</summary>
    internal const string Ready = "ready";

    internal static void MapOrderFlow(this WebApplication app)
    {
        app.UseStudioFiles();
        app.UseApi();
        // Alive: the process answers. Whether its database does is a reason to send it no work, not to kill it.
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
        app.MapOpenApi().AllowAnonymous();
        app.MapApiPage();

        var api = app.MapGroup("/api");
        api.AddEndpointFilterFactory(RefuseBadInput.Create);
        api.ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        SessionApi.Map(api);
        ApiKeyApi.Map(api);
        DefinitionApi.Map(api);
        TrialApi.Map(api);
        InstanceApi.Map(api);
        StimulusApi.Map(api);
        TaskApi.Map(api);
        DeadlineApi.Map(api);
        OutboxApi.Map(api);
        HookApi.Map(app);
        ElsaApi.Map(app);
        app.MapStudioPages();
        app.MapUi();
        app.MapHangfireDashboard("/hangfire", new DashboardOptions { Authorization = [new DashboardAccess()], DashboardTitle = "OrderFlow", DisplayStorageConnectionString = false });
    }

    private static void MapApiPage(this WebApplication app) => app.MapScalarApiReference(page =>
    {
        page.Title = "OrderFlow";
        // The page is ours alone: no fonts, numbers or questions go to other servers.
        page.DefaultFonts = false;
        page.Telemetry = false;
        page.HideClientButton = true;
        page.Agent = new ScalarAgentOptions { Disabled = true };
        page.Mcp = new ScalarMcpOptions { Disabled = true };
    }).AllowAnonymous();
}
