using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using OrderFlow.Outbox;
using OrderFlow.People;
using OrderFlow.Persistence;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Outbox;

/// <summary>The product's outbox on a database of its own, with a mail server on loopback and people of both languages.</summary>
internal sealed class OutboxRig : IAsyncDisposable
{
    private readonly List<ServiceProvider> hosts = [];

    private OutboxRig(TestStore store) => Store = store;

    public TestStore Store { get; }
    public SmtpServer Mail { get; } = new();

    public static async Task<OutboxRig> CreateAsync()
    {
        var rig = new OutboxRig(await TestStore.CreateAsync());
        await using var db = rig.Store.Db();
        db.Users.AddRange(
            Person("mia", "孟佳", "zh-CN", "Asia/Shanghai", "merchandiser"),
            Person("leon", "Leon", "en", "UTC", "legal", "legal-lead"),
            Person("lea", "李雅", "zh-CN", "Asia/Shanghai", "legal"),
            Person("gone", "Gone", "en", "UTC", "legal"),
            Person("mute", "Mute", "en", "UTC", "legal"));
        await db.SaveChangesAsync();
        await db.Users.Where(u => u.Name == "gone").ExecuteUpdateAsync(set => set.SetProperty(u => u.IsActive, false));
        await db.Users.Where(u => u.Name == "mute").ExecuteUpdateAsync(set => set.SetProperty(u => u.Email, (string?)null));
        return rig;
    }

    /// <summary>The outbox of one more host.</summary>
    public OutboxWork Host()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Mail:Host", "127.0.0.1"), new("Mail:Port", $"{Mail.Port}")]).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IHostEnvironment>(new HostingEnvironment())
            .AddSingleton<TimeProvider>(Store.Clock)
            .AddSingleton(Store.Source)
            .AddSingleton(Store.Get<IDbContextFactory<OrderFlowDb>>())
            .AddSingleton(Store.Runner)
            .AddSingleton<OutboxSignal>()
            .AddOutbox(configuration.GetSection("Mail"))
            .BuildServiceProvider();
        hosts.Add(services);
        return services.GetRequiredService<OutboxWork>();
    }

    /// <summary>Moves the clock and sends what is due.</summary>
    public Task<int> SendAfterAsync(TimeSpan time)
    {
        Store.Clock.Advance(time);
        return Host().RunDueAsync(CancellationToken.None);
    }

    public Task<string> StatesAsync() =>
        Store.ScalarAsync<string>("SELECT coalesce(string_agg(kind || ':' || state || ':' || attempts, ' ' ORDER BY created_at, kind, id), '') FROM outbox");

    public Task<string> ErrorAsync() => Store.ScalarAsync<string>("SELECT coalesce(string_agg(last_error, ' '), '') FROM outbox");

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts) await host.DisposeAsync();
        await Mail.DisposeAsync();
        await Store.DisposeAsync();
    }

    private static User Person(string name, string displayName, string language, string zone, params string[] roles) => new()
    {
        Name = name,
        DisplayName = displayName,
        Email = $"{name}@example.com",
        Language = language,
        TimeZone = zone,
        Roles = roles,
        CreatedAt = TestStore.Noon,
    };
}
