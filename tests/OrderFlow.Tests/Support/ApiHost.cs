using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderFlow.Hosting;
using OrderFlow.People;

namespace OrderFlow.Tests.Support;

/// <summary>The product's web server on a loopback port and a database of its own, in this process, with a clock that stands still.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ApiHost(TestStore store, WebApplication app, ErrorLog log)
    {
        (Store, this.app, Log) = (store, app, log);
        Anonymous = Client(new HttpClient { BaseAddress = Address });
    }

    public TestStore Store { get; }

    /// <summary>Without credentials.</summary>
    public ApiClient Anonymous { get; }

    /// <summary>What went wrong on the server's side.</summary>
    public ErrorLog Log { get; }

    public Uri Address => new(app.Urls.Single());

    /// <summary>Everything that is mapped.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints => [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()];

    /// <param name="isQuiet">True: nothing is done in the background, so that what the database holds is what the requests did.</param>
    public static async Task<ApiHost> StartAsync(bool isQuiet = false)
    {
        var store = await TestStore.CreateAsync();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing", Args = ["--urls=http://127.0.0.1:0"] });
        var log = new ErrorLog();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.AddOrderFlow(store.ConnectionString);
        builder.Services.AddSingleton<TimeProvider>(store.Clock);
        if (isQuiet)
        {
            foreach (var service in builder.Services.Where(s => s.ImplementationType is { } type && typeof(BackgroundService).IsAssignableFrom(type) && type.Assembly == typeof(Services).Assembly).ToList())
                builder.Services.Remove(service);
        }

        var app = builder.Build();
        app.MapOrderFlow();
        await app.StartAsync();
        return new ApiHost(store, app, log);
    }

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A user with these roles, who is made if there is none, calling with an API key.</summary>
    public async Task<ApiClient> AsAsync(string user, params string[] roles)
    {
        await AddUserAsync(user, null, roles);
        var (_, key) = await Get<ApiKeys>().CreateAsync(user, "test", null, CancellationToken.None);
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        return Client(client);
    }

    public ApiClient Client(HttpClient client) => new(client, Log);

    /// <param name="password">Null: signs in by key only.</param>
    public async Task AddUserAsync(string name, string? password, params string[] roles)
    {
        await using var db = Store.Db();
        if (await db.Users.AnyAsync(u => u.Name == name)) return;
        var user = new User { Name = name, DisplayName = name, Roles = roles, CreatedAt = TestStore.Noon };
        if (password is not null) user.PasswordHash = new PasswordHasher<User>().HashPassword(user, password);
        db.Users.Add(user);
        await db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await Store.DisposeAsync();
    }
}
