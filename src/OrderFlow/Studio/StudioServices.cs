namespace OrderFlow.Studio;

/// <summary>What Elsa's API needs.</summary>
internal static class StudioServices
{
    public static IServiceCollection AddStudio(this IServiceCollection services) => services;
}
