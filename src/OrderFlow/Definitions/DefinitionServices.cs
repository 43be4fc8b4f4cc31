using Microsoft.Extensions.DependencyInjection.Extensions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Definitions;

/// <summary>Definitions as services.</summary>
public static class DefinitionServices
{
    public static IServiceCollection AddDefinitions(this IServiceCollection services)
    {
        services.TryAddSingleton(new WorkflowEngine(EngineLimits.Default));
        services.TryAddSingleton<PublishedTriggers>();
        services.TryAddSingleton<DefinitionChecks>();
        services.TryAddSingleton<Publication>();
        services.TryAddSingleton<DefinitionStore>();
        services.TryAddSingleton<DecideReleaseHandler>();
        services.TryAddSingleton<PublishRequests>();
        services.TryAddSingleton<SetSecondPersonHandler>();
        services.TryAddSingleton<WorkflowFiles>();
        services.TryAddSingleton<DeleteDefinitionHandler>();
        services.TryAddSingleton<CreateDefinitionHandler>();
        services.TryAddSingleton<ImportDefinitionHandler>();
        services.TryAddSingleton<CompareVersionsHandler>();
        services.TryAddSingleton<WorkflowList>();
        return services;
    }
}
