using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrderFlow.Deadlines;
using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Persistence;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Deadlines;

/// <summary>Hangfire as the clock, on real time.</summary>
public sealed class HangfireTests
{
    [Fact]
    public async Task A_running_server_fires_what_is_due()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("nap", Documents.Activity("Elsa.Delay", "nap", ("TimeSpan", "00:00:01"))));
        using var host = HostOf(store);
        await host.StartAsync();
        var started = await host.Services.GetRequiredService<InstanceRunner>().StartAsync(new StartRequest { DefinitionId = "nap" }, CancellationToken.None);
        var id = TestStore.Applied(started).Id;

        await Eventually.TrueAsync(async () => (await store.StateAsync(id)).Status == WorkflowStatus.Finished);

        await host.StopAsync();
    }

    [Fact]
    public async Task What_fires_soon_is_shown_and_what_fires_later_leaves_nothing_in_its_tables()
    {
        await using var store = await TestStore.CreateAsync();
        await store.ExecuteAsync(
            """
            INSERT INTO deadlines (id, instance_id, bookmark_id, kind, due_at)
            SELECT gen_random_uuid(), gen_random_uuid(), 1, 0, now() + interval '1 day' + i * interval '1 second' FROM generate_series(1, 20000) i;
            INSERT INTO deadlines (id, instance_id, bookmark_id, kind, due_at)
            SELECT gen_random_uuid(), gen_random_uuid(), 1, 0, date_trunc('second', now()) + interval '60 seconds' FROM generate_series(1, 500) i
            """);
        using var host = HostOf(store);
        var jobs = host.Services.GetRequiredService<DeadlineJobs>();

        await jobs.SweepAsync(CancellationToken.None);
        await jobs.SweepAsync(CancellationToken.None);

        var monitor = host.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        var job = monitor.ScheduledJobs(0, 100).ShouldHaveSingleItem().Value.Job;
        job.Args[1].ShouldBe("500 deadlines");
        (await store.ScalarAsync<long>("SELECT (SELECT count(*) FROM hangfire.job) + (SELECT count(*) FROM hangfire.state) + (SELECT count(*) FROM hangfire.set) + (SELECT count(*) FROM hangfire.jobparameter)")).ShouldBeLessThan(20);
    }

    [Fact]
    public async Task Storage_is_set_as_deadlines_need_it()
    {
        await using var store = await TestStore.CreateAsync();
        using var host = HostOf(store);

        host.Services.GetRequiredService<JobStorage>().ShouldBeOfType<PostgreSqlStorage>();

        DeadlineServices.Faults(host.Services.GetRequiredService<PostgreSqlStorageOptions>()).ShouldBeEmpty();
        DeadlineServices.Faults(new PostgreSqlStorageOptions { UseSlidingInvisibilityTimeout = false, EnableLongPolling = false, QueuePollInterval = TimeSpan.FromSeconds(15) }).Count().ShouldBe(2);
    }

    private static IHost HostOf(TestStore store)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(TimeProvider.System).AddLogging().AddStore(store.ConnectionString).AddInstances().AddDefinitions().AddDeadlines(store.ConnectionString);
        return builder.Build();
    }
}
