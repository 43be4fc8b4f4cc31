using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Definitions;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Definitions;

/// <summary>Publishing by two: who asks, who releases, and what takes a request back.</summary>
public sealed class SecondPersonTests : IAsyncLifetime
{
    private static readonly string[] Owner = ["process-owner"];

    private TestStore store = null!;

    private DefinitionStore Definitions => store.Get<DefinitionStore>();

    public async Task InitializeAsync() => store = await TestStore.CreateAsync();

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task What_one_person_publishes_waits_until_another_one_releases_it()
    {
        await SaveAsync("one", "pia");
        var asked = await AskAsync("pia", "A stricter check.");
        var before = await Definitions.FindAsync("flow", VersionChoice.Published, default);

        var released = (await ConfirmAsync(asked, "adam")).ShouldBeOfType<DefinitionResult.Done>().Version;

        before.ShouldBeNull();
        (released.IsPublished, released.PublishedBy, released.Note).ShouldBe((true, "adam", "A stricter check."));
        released.Hash.ShouldBe(asked.Hash);
        (await RequestsAsync()).ShouldBe("1 by pia: Confirmed by adam");
        await store.StartAsync("flow");
    }

    [Fact]
    public async Task Neither_who_asks_nor_who_changed_the_text_last_releases_it()
    {
        await SaveAsync("one", "pia");
        var asked = await AskAsync("adam");

        (await ConfirmAsync(asked, "adam")).ShouldBeOfType<DefinitionResult.NotAllowed>().Message.ShouldBe("'adam' has asked for it: another person has to release it.");
        (await ConfirmAsync(asked, "pia")).ShouldBeOfType<DefinitionResult.NotAllowed>().Message.ShouldBe("'pia' has made the last change to it: another person has to release it.");
        (await ConfirmAsync(asked, "sam", "sales")).ShouldBeOfType<DefinitionResult.NotAllowed>().Message.ShouldBe("'sam' is not among those who release 'flow': admin, process-owner.");

        (await Definitions.FindAsync("flow", VersionChoice.Published, default)).ShouldBeNull();
        (await ConfirmAsync(asked, "eve")).ShouldBeOfType<DefinitionResult.Done>();
    }

    [Theory]
    [InlineData("finance-lead", true)]
    [InlineData("admin", true)]
    [InlineData("process-owner", false)]
    public async Task A_workflow_may_name_the_role_that_releases_it(string role, bool isTaken)
    {
        await SaveAsync("one", "pia", SecondPerson.OfRole("finance-lead"));
        var asked = await AskAsync("pia");

        (await ConfirmAsync(asked, "fiona", role) is DefinitionResult.Done).ShouldBe(isTaken);
    }

    [Fact]
    public async Task Any_change_of_the_draft_takes_the_request_back_and_says_so()
    {
        await SaveAsync("one", "pia");
        var asked = await AskAsync("pia");

        var changed = (DefinitionResult.Done)await SaveAsync("two", "adam");
        var again = (DefinitionResult.Done)await SaveAsync("two", "adam");

        changed.TakenBack!.Id.ShouldBe(asked.Id);
        again.TakenBack.ShouldBeNull();
        (await ConfirmAsync(asked, "eve")).ShouldBeOfType<DefinitionResult.Conflict>().Message.ShouldStartWith("The request to publish version 1 was taken back by 'adam' at 2026-05-04 12:00:00Z");
        (await RequestsAsync()).ShouldBe("1 by pia: TakenBack by adam");
    }

    [Theory]
    [InlineData("revert")]
    [InlineData("note")]
    [InlineData("file")]
    [InlineData("delete")]
    public async Task Whatever_changes_the_draft_takes_the_request_back(string change)
    {
        await store.PublishAsync(Flow("zero", null));
        await SaveAsync("one", "pia");
        var asked = await AskAsync("pia");

        switch (change)
        {
            case "revert": await Definitions.RevertAsync("flow", 1, "adam", default); break;
            case "note": await Definitions.SetNoteAsync("flow", "another", "adam", default); break;
            case "file": await Definitions.SaveAsync(new SaveDefinition { Document = JsonNode.Parse(Flow("filed", null))!, Publish = true, File = ("flow.json", [1]) }, default); break;
            case "delete": await store.Get<DeleteDefinitionHandler>().HandleAsync(new DeleteDefinition("flow", asked.VersionId) { Actor = "adam" }, default); break;
        }

        (await store.Get<PublishRequests>().PendingAsync("flow", default)).ShouldBeNull();
        (await ConfirmAsync(asked, "eve")).ShouldBeAssignableTo<DefinitionResult.Refused>();
        (await store.ScalarAsync<long>($"SELECT count(*) FROM definitions WHERE id = '{asked.VersionId}' AND is_published")).ShouldBe(0);
    }

    [Fact]
    public async Task Saving_the_same_text_and_asking_again_change_nothing()
    {
        await SaveAsync("one", "pia");
        var asked = await AskAsync("pia", "first");

        await SaveAsync("one", "pia");
        var again = await AskAsync("adam", "second");

        (again.Id, again.AskedBy, again.Note).ShouldBe((asked.Id, "pia", "first"));
        (await Definitions.FindAsync("flow", VersionChoice.Latest, default))!.Note.ShouldBe("first");
    }

    [Fact]
    public async Task It_is_refused_with_a_reason_and_taken_back_by_who_asked()
    {
        await SaveAsync("one", "pia");
        var asked = await AskAsync("pia");
        var handler = store.Get<DecideReleaseHandler>();

        (await handler.HandleAsync(new DecideRelease(asked.Id, false, "adam", Owner, " "), default)).ShouldBeOfType<DefinitionResult.Conflict>().Message.ShouldContain("why");
        (await handler.HandleAsync(new DecideRelease(asked.Id, false, "sam", ["sales"], "no"), default)).ShouldBeOfType<DefinitionResult.NotAllowed>();
        (await handler.HandleAsync(new DecideRelease(asked.Id, false, "adam", Owner, "Too lax."), default)).ShouldBeOfType<DefinitionResult.Done>().Version.IsPublished.ShouldBeFalse();
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await AskAsync("pia");
        (await handler.HandleAsync(new DecideRelease(second.Id, false, "pia", []), default)).ShouldBeOfType<DefinitionResult.Done>();

        (await ConfirmAsync(asked, "eve")).ShouldBeOfType<DefinitionResult.Conflict>().Message.ShouldContain("refused already, by 'adam' at 2026-05-04 12:00:00Z: Too lax.");
        (await RequestsAsync()).ShouldBe("1 by pia: Refused by adam; 1 by pia: TakenBack by pia");
    }

    [Theory]
    [InlineData("")]
    [InlineData("retract")]
    [InlineData("delete")]
    public async Task Taking_the_switch_out_of_the_draft_is_no_way_around_it(string also)
    {
        await SaveAsync("one", "pia");
        await ConfirmAsync(await AskAsync("pia"), "adam");
        await SaveAsync("two", "pia", rule: null);
        if (also == "retract") await Definitions.RetractAsync("flow", default);
        if (also == "delete") await store.ExecuteAsync("DELETE FROM triggers");
        if (also == "delete") await store.Get<DeleteDefinitionHandler>().HandleAsync(new DeleteDefinition("flow", (await Definitions.FindAsync("flow", VersionChoice.Published, default))!.Id), default);

        var asked = await AskAsync("pia");
        (await Definitions.FindAsync("flow", VersionChoice.Latest, default))!.IsPublished.ShouldBeFalse();
        await ConfirmAsync(asked, "adam");

        // From here on one is enough: a second person has seen to it.
        (await SaveAsync("three", "pia", rule: null, publish: true)).ShouldBeOfType<DefinitionResult.Done>().Version.PublishedBy.ShouldBe("pia");
    }

    [Fact]
    public async Task Deleting_the_version_that_asked_for_it_leaves_it_in_force_for_the_one_before()
    {
        await SaveAsync("draft", "pia", rule: null);
        await Definitions.SaveAsync(new SaveDefinition { Document = JsonNode.Parse(Flow("two", SecondPerson.Anybody))!, AsNewVersion = true, Actor = "pia" }, default);
        await ConfirmAsync(await AskAsync("pia"), "adam");

        await store.Get<DeleteDefinitionHandler>().HandleAsync(new DeleteDefinition("flow", (await Definitions.FindAsync("flow", VersionChoice.Latest, default))!.Id), default);

        (await Definitions.PublishAsync(new PublishDefinition("flow", "pia"), default)).ShouldBeOfType<DefinitionResult.Waiting>().Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_taken_back_is_published_again_by_two()
    {
        await SaveAsync("one", "pia");
        await ConfirmAsync(await AskAsync("pia"), "adam");
        await Definitions.RetractAsync("flow", default);

        var asked = await AskAsync("adam");

        (await ConfirmAsync(asked, "eve")).ShouldBeOfType<DefinitionResult.Done>().Version.ShouldSatisfyAllConditions(v => v.IsPublished.ShouldBeTrue(), v => v.PublishedBy.ShouldBe("adam"), v => v.Version.ShouldBe(1));
    }

    [Fact]
    public async Task Two_who_release_at_once_publish_it_once_and_one_hears_of_the_other()
    {
        await SaveAsync("one", "pia");
        var asked = await AskAsync("pia");

        await using var gate = await Gate.OfWritersAsync(store, "publish_requests");
        var results = await gate.RaceAsync(2, i => ConfirmAsync(asked, i == 0 ? "adam" : "eve"));

        results.OfType<DefinitionResult.Done>().ShouldHaveSingleItem();
        results.OfType<DefinitionResult.Conflict>().ShouldHaveSingleItem().Message.ShouldStartWith("Version 1 was released already, by '");
    }

    [Fact]
    public async Task A_save_and_a_release_at_once_never_publish_what_nobody_has_released()
    {
        await SaveAsync("one", "pia");
        var asked = await AskAsync("pia");

        await using var gate = await Gate.OfWritersAsync(store, "publish_requests");
        var results = await gate.RaceAsync(2, i => i == 0 ? ConfirmAsync(asked, "adam") : SaveAsync("two", "pia"));

        var published = await Definitions.FindAsync("flow", VersionChoice.Published, default);
        if (results[0] is DefinitionResult.Done) published!.Hash.ShouldBe(asked.Hash);
        else published.ShouldBeNull();
        var saved = results[1].ShouldBeOfType<DefinitionResult.Done>();
        (saved.TakenBack is null).ShouldBe(published is not null);
        saved.Version.Version.ShouldBe(published is null ? 1 : 2);
        saved.Version.IsPublished.ShouldBeFalse();
    }

    [Fact]
    public async Task Those_who_may_release_it_and_nobody_else_are_told_by_mail()
    {
        await store.ExecuteAsync(string.Join(';', new[] { ("pia", "process-owner", true), ("adam", "admin", true), ("eve", "process-owner", true), ("gone", "admin", false), ("sam", "sales", true) }.Select(u =>
            $"INSERT INTO users (name, display_name, email, roles, language, time_zone, is_active, created_at) VALUES ('{u.Item1}', '{u.Item1}', '{u.Item1}@x.example', ARRAY['{u.Item2}'], 'zh-CN', 'UTC', {u.Item3}, now())")));
        await SaveAsync("one", "pia");

        await AskAsync("pia", "Because of <b>fraud</b>.");

        await using var db = store.Db();
        var letters = (await db.Outbox.ToListAsync()).Select(o => System.Text.Encoding.UTF8.GetString(OrderFlow.Persistence.PackedJson.Unpack(o.Payload))).Select(t => JsonNode.Parse(t)!).ToList();
        letters.Select(l => l.ToJsonString()).Select(t => t.Contains("user:adam", StringComparison.Ordinal) ? "adam" : t.Contains("user:eve", StringComparison.Ordinal) ? "eve" : t).Order().ShouldBe(["adam", "eve"]);
        letters[0].ToString().ShouldContain("flow");
        letters[0].ToString().ShouldNotContain("<b>fraud");
    }

    [Theory]
    [InlineData("true", SecondPerson.Anybody)]
    [InlineData("false", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"anybody\"", SecondPerson.Anybody)]
    [InlineData("\"role:legal\"", "role:legal")]
    [InlineData("\"role:\"", SecondPerson.Anybody)]
    [InlineData("\"nobody\"", SecondPerson.Anybody)]
    [InlineData("7", SecondPerson.Anybody)]
    [InlineData("null", null)]
    public void What_is_not_understood_asks_for_a_second_person(string value, string? rule)
    {
        var document = JsonNode.Parse($$"""{"name":"x","CustomProperties":{"{{SecondPerson.Property}}":{{value}} },"root":{"id":"r","type":"Elsa.Sequence"} }""")!;

        SecondPerson.Of(DefinitionReader.Read(document, KnownActivities.Registry).Definition!).ShouldBe(rule);
    }

    private static string Flow(string description, string? rule)
    {
        var flow = JsonNode.Parse(Documents.Workflow("flow", Documents.Event("go")))!;
        flow["description"] = description;
        return rule is null ? flow.ToJsonString() : Documents.ReleasedBy(flow.ToJsonString(), rule);
    }

    private async Task<DefinitionResult> SaveAsync(string description, string actor, string? rule = SecondPerson.Anybody, bool publish = false) =>
        await Definitions.SaveAsync(new SaveDefinition { Document = JsonNode.Parse(Flow(description, rule))!, Actor = actor, Seen = 99, Publish = publish }, default);

    private async Task<PublishRequest> AskAsync(string actor, string? note = null) =>
        (await Definitions.PublishAsync(new PublishDefinition("flow", actor, note), default)).ShouldBeOfType<DefinitionResult.Waiting>().Request;

    private Task<DefinitionResult> ConfirmAsync(PublishRequest request, string actor, params string[] roles) =>
        store.Get<DecideReleaseHandler>().HandleAsync(new DecideRelease(request.Id, true, actor, roles.Length == 0 ? Owner : roles), default);

    // The oldest first.
    private async Task<string> RequestsAsync() =>
        string.Join("; ", (await store.Get<PublishRequests>().ListAsync("flow", default)).Reverse().Select(r => $"{r.Version} by {r.AskedBy}: {r.State} by {r.DecidedBy}"));
}
