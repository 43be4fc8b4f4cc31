using System.Text.Json.Nodes;
using Npgsql;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Definitions;

/// <summary>Which version counts, for whom, and what starts it.</summary>
public sealed class DefinitionVersionTests : IAsyncLifetime
{
    private TestStore store = null!;

    private DefinitionStore Definitions => store.Get<DefinitionStore>();

    public async Task InitializeAsync() => store = await TestStore.CreateAsync();

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task The_database_takes_no_second_published_or_latest_version_and_no_change_of_a_published_one()
    {
        await store.PublishAsync(Event("flow", "one"));
        await store.PublishAsync(Event("flow", "two"));

        foreach (var change in new[] { "is_published = true", "is_latest = true", "json = '{}'", "version = 9", "definition_id = 'other'", "published_at = NULL" })
            await Should.ThrowAsync<PostgresException>(store.ExecuteAsync($"UPDATE definitions SET {change} WHERE definition_id = 'flow' AND version = 1"), change);
    }

    [Fact]
    public async Task An_instance_stays_on_the_version_that_it_was_started_on()
    {
        await store.PublishAsync(Event("flow", "one"));
        var instance = await store.StartAsync("flow");

        await store.PublishAsync(Event("flow", "two"));

        (await store.StateAsync(instance.Id)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("one");
        (await store.StateAsync((await store.StartAsync("flow")).Id)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("two");
        (await store.ScalarAsync<long>("SELECT count(DISTINCT definition_version_id) FROM instances")).ShouldBe(2);
    }

    [Fact]
    public async Task Another_host_starts_what_this_one_has_published_withdrawn_and_published_again()
    {
        await using var other = store.Second();
        TestStore.Rejected(await other.Runner.StartAsync(new() { DefinitionId = "flow" }, default));
        await store.PublishAsync(Event("flow", "one"));
        await other.StartAsync("flow");
        await store.PublishAsync(Event("flow", "two"));

        (await store.StateAsync((await other.StartAsync("flow")).Id)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("two");
        await Definitions.RetractAsync("flow", default);
        TestStore.Rejected(await other.Runner.StartAsync(new() { DefinitionId = "flow" }, default));
    }

    [Fact]
    public async Task Hosts_that_publish_at_once_leave_the_triggers_of_the_one_published_version()
    {
        await using var other = store.Second();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => (i % 2 == 0 ? store : other).PublishAsync(Trigger("tick", "Elsa.Timer", "interval", $"0{i % 9}:30:00", $"t{i}")))));

        var published = (await Definitions.FindAsync("tick", VersionChoice.Published, default))!;
        (await store.ScalarAsync<string>("SELECT string_agg(version_id, ',') FROM triggers")).ShouldBe(published.Id);
        (await store.ScalarAsync<string>("SELECT string_agg(definition_version_id, ',') FROM deadlines")).ShouldBe(published.Id);
        (await store.ScalarAsync<long>("SELECT count(*) FROM definitions")).ShouldBe(12);
    }

    [Theory]
    [InlineData("Elsa.Event", "eventName", "go", "go", false)]
    [InlineData("Elsa.HttpEndpoint", "path", "orders/new", "GET orders/new", false)]
    [InlineData("Elsa.Timer", "interval", "01:00:00", "01:00:00", true)]
    [InlineData("Elsa.Cron", "cronExpression", "0 0 * * * *", "0 0 * * * *", true)]
    [InlineData("Elsa.StartAt", "dateTime", "2026-06-01T08:00:00Z", null, true)]
    public async Task A_trigger_is_there_while_its_workflow_is_published(string type, string input, string value, string? key, bool isOfTime)
    {
        await store.SaveAsync(Trigger("start", type, input, value));
        (await CountsAsync()).ShouldBe((0, 0));
        await Definitions.PublishAsync(new PublishDefinition("start", null), default);
        (await CountsAsync()).ShouldBe((1, isOfTime ? 1 : 0));
        if (key is not null) (await store.ScalarAsync<string>("SELECT key FROM triggers")).ShouldBe(key);
        await Definitions.RetractAsync("start", default);
        (await CountsAsync()).ShouldBe((0, 0));
        await Definitions.PublishAsync(new PublishDefinition("start", null), default);
        (await CountsAsync()).ShouldBe((1, isOfTime ? 1 : 0));

        await store.Get<DeleteDefinitionHandler>().HandleAsync(new DeleteDefinition("start"), default);

        (await CountsAsync()).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData("Elsa.Cron", "cronExpression", "every day", "bad-cron")]
    [InlineData("Elsa.Timer", "interval", "soon", "wrong-input-type")]
    public async Task A_bad_time_is_refused_at_publication_and_what_was_published_stays(string type, string input, string value, string code)
    {
        await store.PublishAsync(Trigger("start", type, input, type == "Elsa.Cron" ? "0 0 * * *" : "01:00:00"));

        var result = await Definitions.SaveAsync(new SaveDefinition { Document = JsonNode.Parse(Trigger("start", type, input, value))!, Publish = true }, default);

        result.ShouldBeOfType<DefinitionResult.Invalid>().Findings.Where(f => f.Code != "unused-variable").ShouldHaveSingleItem().Code.ShouldBe(code);
        (await store.ScalarAsync<long>("SELECT count(*) FROM definitions WHERE is_published AND is_latest")).ShouldBe(1);
        (await CountsAsync()).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("Elsa.Cron", "CronExpression", "'99 * ' + '* * *'", Severity.Error, "is no cron expression that ever occurs.")]
    [InlineData("Elsa.Timer", "Interval", "'00:00:' + '00'", Severity.Error, "its interval must be longer than nothing.")]
    [InlineData("Elsa.StartAt", "DateTime", "'2020-01-01' + 'T00:00:00Z'", Severity.Warning, "is past.")]
    [InlineData("Elsa.Event", "EventName", "nobody.knows", Severity.Error, "nobody is not defined")]
    public async Task A_trigger_that_is_worked_out_and_would_start_nothing_is_found(string type, string input, string script, Severity severity, string message)
    {
        var trigger = Documents.Trigger(Documents.Input(Documents.Activity(type, "Nightly"), input, "JavaScript", script));

        var result = await Definitions.SaveAsync(new SaveDefinition { Document = JsonNode.Parse(Documents.Workflow("start", trigger))!, Publish = true }, default);

        var finding = ((result as DefinitionResult.Invalid)?.Findings ?? ((DefinitionResult.Done)result).Findings).Where(f => f.Code != "unused-variable").ShouldHaveSingleItem();
        (finding.Code, finding.Severity, finding.Activity, finding.Pointer).ShouldBe(("bad-trigger", severity, "Nightly", "/root"));
        finding.Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_default_keeps_its_seconds_and_a_value_its_nulls()
    {
        var document = (JsonObject)JsonNode.Parse(Event("flow", "one"))!;
        document["variables"] = new JsonArray(
            new JsonObject { ["id"] = "at", ["name"] = "At", ["typeName"] = "DateTime", ["value"] = "2026-03-31T09:30:15" },
            new JsonObject { ["id"] = "o", ["name"] = "O", ["typeName"] = "Object", ["value"] = new JsonObject { ["empty"] = null }, ["storageDriverTypeName"] = null });

        var version = await store.PublishAsync(document.ToJsonString());
        var exported = DefinitionWriter.ForExport(DefinitionStore.Read(version))["variables"]!.AsArray();

        exported[0]!["value"]!.ToString().ShouldBe("2026-03-31T09:30:15");
        exported[1]!["value"]!.ToJsonString().ShouldBe("""{"empty":null}""");
        exported[1]!.AsObject().ContainsKey("storageDriverTypeName").ShouldBeFalse();
    }

    [Fact]
    public async Task Retracting_leaves_the_version_as_the_latest_and_what_is_saved_then_is_a_new_one()
    {
        await store.PublishAsync(Event("flow", "one"));

        await Definitions.RetractAsync("flow", default);

        (await Definitions.FindAsync("flow", VersionChoice.Latest, default))!.ShouldSatisfyAllConditions(v => v.Version.ShouldBe(1), v => v.IsPublished.ShouldBeFalse());
        (await store.SaveAsync(Event("flow", "two"))).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Reverting_does_not_write_over_a_draft()
    {
        await store.PublishAsync(Event("flow", "one"));
        var draft = await store.SaveAsync(Event("flow", "work"));

        var reverted = (await Definitions.RevertAsync("flow", 1, "ann", default)).ShouldBeOfType<DefinitionResult.Done>().Version;

        (draft.Version, reverted.Version).ShouldBe((2, 3));
        (await Definitions.FindVersionAsync(draft.Id, default))!.Json.ShouldContain("work");
    }

    private static string Event(string id, string name) => Documents.Workflow(id, Documents.Event(name));

    private static string Trigger(string id, string type, string input, string value, string name = "trigger") =>
        Documents.Workflow(id, Documents.Trigger(Documents.Activity(type, name, (char.ToUpperInvariant(input[0]) + input[1..], value))));

    private async Task<(long Triggers, long Deadlines)> CountsAsync() =>
        (await store.ScalarAsync<long>("SELECT count(*) FROM triggers"), await store.ScalarAsync<long>("SELECT count(*) FROM deadlines"));
}
