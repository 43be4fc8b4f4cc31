namespace OrderFlow.Tasks;

/// <summary>Tasks as services.</summary>
internal static class TaskServices
{
    public static IServiceCollection AddTasks(this IServiceCollection services) => services.AddSingleton<TaskInbox>();
}
