using OrderFlow.Studio.Definitions;

namespace OrderFlow.Studio;

/// <summary>What Elsa's API needs.</summary>
internal static class StudioServices
{
    public static IServiceCollection AddStudio(this IServiceCollection services)
    {
        services.AddSingleton<Consumers>();
        services.AddSingleton<ReferenceUpdates>();
        services.AddSingleton<SaveFromStudioHandler>();
        services.AddSingleton<ElsaAnswers>();
        return services;
    }
}
