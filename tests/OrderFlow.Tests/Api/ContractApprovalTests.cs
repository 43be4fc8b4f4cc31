using System.Net;
using System.Text.Json.Nodes;
using OrderFlow.Tests.Definitions;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Api;

/// <summary>The shipped contract approval, as its people use it over the API.</summary>
public sealed class ContractApprovalTests
{
    [Fact]
    public async Task A_contract_that_legal_rejects_is_changed_approved_signed_and_archived()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await StartAsync(host, amount: 800_000);
        var (mia, sam, fay, lea, arno) = (await host.AsAsync("mia"), await host.AsAsync("sam", "sales"), await host.AsAsync("fay", "finance"), await host.AsAsync("lea", "legal"), await host.AsAsync("arno", "archivist"));

        await DecideAsync(sam, "Approve");
        await DecideAsync(lea, "Reject", "clause 7 is not ours");
        (await TasksAsync(fay)).ShouldBeEmpty();
        (await TasksAsync(mia)).ShouldHaveSingleItem()!["title"]!.ToString().ShouldBe("合同 C-2026-001 被退回,请修改");
        await DecideAsync(mia, "Resubmit", formData: new { amount = 400_000, clauseDeviates = false });
        (await TasksAsync(lea)).ShouldBeEmpty();
        await DecideAsync(sam, "Approve");
        await DecideAsync(fay, "Approve");
        await DecideAsync(mia, "Signed");
        await DecideAsync(arno, "Archived", formData: new { archiveNumber = "A-17" });

        var view = (await mia.GetAsync($"/api/instances/{id}")).Body!;
        view["instance"]!["status"]!.ToString().ShouldBe("Finished");
        view["instance"]!["name"]!.ToString().ShouldBe("C-2026-001 Steel");
        view["instance"]!["correlationId"]!.ToString().ShouldBe("C-2026-001");
        view["output"]!["Outcome"]!.ToString().ShouldBe("Archived");
        view["output"]!["ArchiveNumber"]!.ToString().ShouldBe("A-17");
        view["tasks"]!.AsArray().ShouldBeEmpty();
        view["deadlines"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_contract_that_its_owner_withdraws_ends_withdrawn()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await StartAsync(host, amount: 100);
        var (mia, fay) = (await host.AsAsync("mia"), await host.AsAsync("fay", "finance"));

        await DecideAsync(fay, "Reject");
        await DecideAsync(mia, "Withdraw");

        var view = (await mia.GetAsync($"/api/instances/{id}")).Body!;
        view["instance"]!["status"]!.ToString().ShouldBe("Finished");
        view["output"]!["Outcome"]!.ToString().ShouldBe("Withdrawn");
    }

    private static async Task<Guid> StartAsync(ApiHost host, decimal amount)
    {
        await host.Store.PublishAsync(await File.ReadAllTextAsync(Path.Combine(ShippedDefinitionTests.Folder(), "contract-approval.json")));
        var owner = await host.AsAsync("mia");
        var input = new { ContractNumber = "C-2026-001", Title = "Steel", Customer = "ACME", Amount = amount, Currency = "CNY", ClauseDeviates = false, Owner = "mia" };
        return (await owner.PostAsync("/api/instances", new { definitionId = "contract-approval", input })).Expect(HttpStatusCode.Created).Id();
    }

    private static async Task<JsonArray> TasksAsync(ApiClient client) => (await client.GetAsync("/api/tasks")).Expect(HttpStatusCode.OK).Body!["items"]!.AsArray();

    private static async Task DecideAsync(ApiClient client, string outcome, string? comment = null, object? formData = null)
    {
        var task = (await TasksAsync(client)).ShouldHaveSingleItem()!;
        var body = new { outcome, comment, formData, operationId = Guid.NewGuid(), revision = (int)task["revision"]! };
        (await client.PostAsync($"/api/tasks/{task["id"]}/complete", body)).Expect(HttpStatusCode.OK);
    }
}
