using OrderFlow.Definitions;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Tests.Execution;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Definitions;

public sealed class DefinitionTemplateTests
{
    public static TheoryData<string> Templates => [.. DefinitionTemplates.All];

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_template_reads_without_findings_and_has_a_Chinese_name(string template)
    {
        var read = DefinitionReader.Read(DefinitionTemplates.Read(template)!, KnownActivities.Registry);

        read.Findings.ShouldBeEmpty();
        DefinitionValidator.Validate(read.Definition.ShouldNotBeNull(), KnownActivities.Registry, new ValidationContext()).ShouldBeEmpty();
        read.Definition.Name.ShouldContain(c => c > 0x4E00);
        read.Definition.Description.ShouldNotBeNullOrEmpty();
        read.Definition.Compiled().Nodes.ShouldAllBe(n => n.Type.Descriptor.TypeName != "Elsa.NotFoundActivity");
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task What_is_made_of_a_template_publishes_and_has_ids_of_its_own(string template)
    {
        await using var store = await TestStore.CreateAsync();
        var create = store.Get<CreateDefinitionHandler>();

        var first = (await create.HandleAsync(new CreateDefinition("一", "pia", Template: template), default)).ShouldBeOfType<DefinitionResult.Done>();
        var second = (await create.HandleAsync(new CreateDefinition("二", "pia", Template: template), default)).ShouldBeOfType<DefinitionResult.Done>();
        var published = await store.Get<DefinitionStore>().PublishAsync(new PublishDefinition(first.Version.DefinitionId, "pia"), default);

        first.Findings.ShouldBeEmpty();
        (first.Version.Name, first.Version.IsPublished, first.Version.CreatedBy).ShouldBe(("一", false, "pia"));
        IdsOf(first.Version).Intersect(IdsOf(second.Version)).ShouldBeEmpty();
        published.ShouldBeOfType<DefinitionResult.Done>().Version.IsPublished.ShouldBeTrue();
    }

    [Fact]
    public async Task A_rejection_of_what_was_countersigned_goes_back_to_the_applicant_alone()
    {
        await using var store = await TestStore.CreateAsync();
        var made = (await store.Get<CreateDefinitionHandler>().HandleAsync(new CreateDefinition("会签", "pia", Template: "countersign"), default)).ShouldBeOfType<DefinitionResult.Done>().Version;
        await store.Get<DefinitionStore>().PublishAsync(new PublishDefinition(made.DefinitionId, "pia"), default);
        var instance = await store.StartAsync(made.DefinitionId, new() { Input = new Dictionary<string, System.Text.Json.JsonElement> { ["Applicant"] = TestStore.Json("mia"), ["Title"] = TestStore.Json("合同"), ["Details"] = TestStore.Json("") } });

        TestStore.Applied(await store.DecideAsync((await store.OpenTasksAsync(instance.Id)).ShouldHaveSingleItem(), "mia", "Submit"));

        TestStore.Applied(await store.DecideAsync((await store.OpenTasksAsync(instance.Id))[0], "lea", "Reject", roles: ["finance", "legal"]));

        var task = (await store.OpenTasksAsync(instance.Id)).ShouldHaveSingleItem();
        TestStore.Applied(await store.DecideAsync(task, "mia", "Submit"));
        (await store.OpenTasksAsync(instance.Id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_template_that_nobody_knows_is_refused_with_those_that_there_are()
    {
        await using var store = await TestStore.CreateAsync();

        var refused = (await store.Get<CreateDefinitionHandler>().HandleAsync(new CreateDefinition("一", "pia", Template: "../secrets"), default)).ShouldBeOfType<DefinitionResult.NotFound>();

        refused.Message.ShouldBe("There is no template '../secrets'. Known: single-approval, two-approvals, countersign, notice-and-event, scheduled-reminder.");
    }

    private static IEnumerable<string> IdsOf(DefinitionVersion version)
    {
        var root = DefinitionStore.Read(version).Source["root"]!;
        return [version.DefinitionId, version.Id, root["id"]!.ToString(), .. root["activities"]!.AsArray().Select(a => a!["id"]!.ToString())];
    }
}
