using System.Net.WebSockets;
using OrderFlow.Engine.Execution;
using OrderFlow.People;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Live;

public sealed class InstanceHubTests
{
    private static readonly string Waiting = Documents.Workflow("waiting", Documents.Sequence(Documents.Event("first"), Documents.Event("second"), Documents.Event("third")));

    [Fact]
    public async Task An_instance_that_moves_on_another_host_is_seen_moving()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var id = (await host.Store.StartAsync("waiting")).Id;
        await using var elsewhere = host.Store.Second();
        // Long ago: what follows is told because it happens, not because it is fresh.
        host.Store.Clock.Advance(TimeSpan.FromHours(1));
        await using var viewer = await Viewer.OpenAsync(host.Address, await KeyAsync(host));
        (await viewer.ObserveAsync($"{id}")).ShouldBeNull();
        viewer.Heard.ShouldAllBe(m => m["target"] == null);

        await elsewhere.Runner.PublishEventAsync("first", null, default, null, CancellationToken.None);
        await Eventually.TrueAsync(() => Task.FromResult(viewer.Badge("second") is not null));

        viewer.Badge("first").ShouldBe("1/1");
        viewer.Badge("second").ShouldBe("1/0 blocked");
        viewer.Of("WorkflowExecutionLogUpdatedAsync").ShouldNotBeEmpty();
        viewer.Of("WorkflowInstanceUpdatedAsync")[0]["workflowInstanceId"]!.ToString().ShouldBe($"{id}");

        await elsewhere.Runner.PublishEventAsync("second", null, default, null, CancellationToken.None);
        await Eventually.TrueAsync(() =>
        {
            host.Store.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(viewer.Badge("third") is not null);
        });

        viewer.Badge("second").ShouldBe("1/1");
        viewer.Badge("third").ShouldBe("1/0 blocked");
    }

    [Fact]
    public async Task What_moved_just_before_somebody_began_to_look_is_told_at_once()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var id = (await host.Store.StartAsync("waiting")).Id;
        await using var viewer = await Viewer.OpenAsync(host.Address, await KeyAsync(host));

        await viewer.ObserveAsync($"{id}");

        viewer.Badge("first").ShouldBe("1/0 blocked");
    }

    [Fact]
    public async Task Of_what_nobody_looks_at_no_word_is_sent()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var (seen, unseen) = ((await host.Store.StartAsync("waiting")).Id, (await host.Store.StartAsync("waiting")).Id);
        await using var listener = await host.Store.Source.OpenConnectionAsync();
        var heard = new List<string>();
        listener.Notification += (_, word) => heard.Add(word.Payload);
        await using (var listen = listener.CreateCommand())
        {
            listen.CommandText = "LISTEN orderflow";
            await listen.ExecuteNonQueryAsync();
        }

        await using (var viewer = await Viewer.OpenAsync(host.Address, await KeyAsync(host)))
        {
            await viewer.ObserveAsync($"{seen}");
            await host.Store.ApplyAsync(unseen, new HoldWorkflow(null));
            await host.Store.ApplyAsync(seen, new HoldWorkflow(null));
            await listener.WaitAsync(TimeSpan.FromSeconds(30));
        }

        heard.ShouldBe([$"{seen}"]);
        await using var unlisten = listener.CreateCommand();
        unlisten.CommandText = "UNLISTEN *";
        await unlisten.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task Who_has_lost_the_right_since_connecting_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var id = (await host.Store.StartAsync("waiting")).Id;
        await using var viewer = await Viewer.OpenAsync(host.Address, await KeyAsync(host));
        await host.Store.ExecuteAsync("UPDATE users SET is_active = false");

        (await viewer.ObserveAsync($"{id}"))!.ShouldContain("may not");

        viewer.Of("WorkflowInstanceUpdatedAsync").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("018f0000-0000-7000-8000-000000000001")]
    public async Task An_instance_that_is_not_there_does_no_harm(string id)
    {
        await using var host = await ApiHost.StartAsync();
        await using var viewer = await Viewer.OpenAsync(host.Address, await KeyAsync(host));

        (await viewer.ObserveAsync(id)).ShouldBeNull();

        host.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_connects_without_signing_in()
    {
        await using var host = await ApiHost.StartAsync();

        await Should.ThrowAsync<WebSocketException>(() => Viewer.OpenAsync(host.Address, "of_nonsense"));
    }

    private static async Task<string> KeyAsync(ApiHost host)
    {
        await host.AddUserAsync("ann", null);
        return (await host.Get<ApiKeys>().CreateAsync("ann", "viewer", null, CancellationToken.None)).Key;
    }
}
