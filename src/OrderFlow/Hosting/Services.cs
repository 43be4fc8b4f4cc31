using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OrderFlow.Deadlines;
using OrderFlow.Definitions;
using OrderFlow.Hosting.Api;
using OrderFlow.Instances;
using OrderFlow.Outbox;
using OrderFlow.People;
using OrderFlow.Persistence;
using OrderFlow.Studio;
using OrderFlow.Tasks;
using OrderFlow.Ui;

namespace OrderFlow.Hosting;

/// <summary>What the host is made of. Each folder brings its own services and endpoints; here they are put together.</summary>
internal static class Services
{
    /// <param name="builder">The host's builder.</param>
    /// <param name="connectionString">The database, whoever runs it.</param>
    internal static void AddOrderFlow(this WebApplicationBuilder builder, string connectionString)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddStore(connectionString);
        services.AddDefinitions();
        services.AddInstances();
        services.AddDeadlines(connectionString);
        services.AddOutbox(builder.Configuration.GetSection("Mail"));
        services.AddPeople();
        services.AddTasks();
        services.AddStudio();
        services.AddApi();
        builder.AddUi();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [Endpoints.Ready]);
        builder.AddTelemetry();
    }

    private static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Telemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name, "Npgsql").AddAspNetCoreInstrumentation().AddRuntimeInstrumentation())
            .WithTracing(traces => traces.AddSource(Telemetry.Name).AddAspNetCoreInstrumentation().AddNpgsql());
        // Without a receiver nothing is sent and nothing retried.
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            OpenTelemetry.OpenTelemetryBuilderOtlpExporterExtensions.UseOtlpExporter(telemetry);
    }
}
