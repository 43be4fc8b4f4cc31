using System.Text.Json;
using OrderFlow.Instances.Trial;
using OrderFlow.People;
using OrderFlow.Tests.Outbox;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances.Trial;

/// <summary>The product with people and workflows to try.</summary>
internal static class TrialRig
{
    public static TrialStep.Start Start(params (string Name, object Value)[] input) =>
        new(input.ToDictionary(i => i.Name, i => JsonSerializer.SerializeToElement(i.Value)), new Dictionary<string, JsonElement>());

    public static async Task<OutboxRig> RigAsync()
    {
        var rig = await OutboxRig.CreateAsync();
        await using var db = rig.Store.Db();
        foreach (var (name, role) in new[] { ("sam", "sales"), ("sally", "sales-lead"), ("fay", "finance"), ("fiona", "finance-lead"), ("ada", "administration"), ("vera", "supervisor") })
            db.Users.Add(new User { Name = name, DisplayName = name.ToUpperInvariant(), Email = $"{name}@example.com", Roles = [role], Language = name == "fay" ? "en" : "zh-CN", TimeZone = "Asia/Shanghai" });
        await db.SaveChangesAsync();
        return rig;
    }

    public static async Task PublishAsync(OutboxRig rig, string name)
    {
        var (tried, others) = await TrialWorkflows.OfAsync(name);
        foreach (var other in others) await rig.Store.PublishAsync(other);
        await rig.Store.PublishAsync(tried);
    }

    public static async Task<TrialRun> BeginAsync(OutboxRig rig, string definition, DateTimeOffset? from = null) =>
        (await rig.Store.Get<DryRun>().BeginAsync(definition, from ?? TestStore.Noon, CancellationToken.None)).ShouldBeOfType<TrialBeginning.Ready>().Run;
}
