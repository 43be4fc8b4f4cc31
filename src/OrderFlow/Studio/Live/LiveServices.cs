using OrderFlow.People;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Live;

/// <summary>Live updates of the viewer, as services and as an address.</summary>
internal static class LiveServices
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(options => options.PayloadSerializerOptions = ElsaJson.Options);
        return services.AddSingleton<LiveInstances>().AddSingleton<LiveObservers>().AddHostedService<LiveFeed>();
    }

    public static void MapLive(this IEndpointRouteBuilder app) => app.MapHub<InstanceHub>(InstanceHub.Path).RequireAuthorization(Access.View);
}
