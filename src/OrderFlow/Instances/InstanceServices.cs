using Microsoft.Extensions.DependencyInjection.Extensions;
using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Instances;

/// <summary>The door and what belongs to it, as services.</summary>
public static class InstanceServices
{
    /// <summary>Needs the store, a <see cref="TimeProvider"/> and logging.</summary>
    public static IServiceCollection AddInstances(this IServiceCollection services)
    {
        services.TryAddSingleton(new WorkflowEngine(EngineLimits.Default));
        services.AddSingleton<CompiledVersions>();
        services.AddSingleton<MessagePump>();
        services.AddSingleton<InstanceRunner>();
        services.TryAddSingleton<Outbox.OutboxSignal>();
        services.AddSingleton<InstanceQueries>();
        services.AddSingleton<InstanceArchive>();
        services.AddSingleton<ActivityTrial>();
        services.AddSingleton<Trial.DryRun>();
        services.AddSingleton<InstanceList>();
        services.AddSingleton<BulkInstances>();
        services.AddSingleton<Http.HookRoutes>();
        services.AddSingleton<Microsoft.AspNetCore.Routing.MatcherPolicy, Http.HooksFirst>();
        services.AddHostedService<MessageService>();
        return services;
    }
}
