using OrderFlow.Studio.Definitions;
using OrderFlow.Studio.Descriptors;
using OrderFlow.Studio.Instances;
using OrderFlow.Studio.Live;

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
        services.AddSingleton<DescriptorCache>();
        services.AddSingleton<HistoryReader>();
        services.AddSingleton<InstanceLists>();
        services.AddLive();
        return services;
    }
}
