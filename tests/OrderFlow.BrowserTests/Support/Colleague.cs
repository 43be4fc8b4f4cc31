using System.Text.Json;
using Microsoft.Playwright;

namespace OrderFlow.BrowserTests.Support;

/// <summary>Somebody else who decides a task meanwhile, at another browser.</summary>
internal static class Colleague
{
    /// <summary>Waits for the task of an instance, and decides it.</summary>
    /// <param name="name">Of the demo's people.</param>
    public static async Task DecideAsync(Workplace workplace, string name, string instance, string outcome)
    {
        var visit = await Visit.BeginAsync(workplace, name);
        try
        {
            var answer = await visit.Page.APIRequest.GetAsync("/api/tasks?limit=100");
            answer.Ok.ShouldBeTrue(await answer.TextAsync());
            var tasks = (await answer.JsonAsync())!.Value.GetProperty("items").EnumerateArray();
            var mine = tasks.Where(t => t.GetProperty("instanceId").GetString() == instance).ToList();
            mine.Count.ShouldBe(1, $"{name}'s tasks of {instance}");
            var done = await visit.Page.APIRequest.PostAsync($"/api/tasks/{mine[0].GetProperty("id").GetString()}/complete", new APIRequestContextOptions
            {
                Data = JsonSerializer.Serialize(new { outcome }),
                Headers = [KeyValuePair.Create("Content-Type", "application/json")],
            });
            done.Ok.ShouldBeTrue(await done.TextAsync());
        }
        finally
        {
            await visit.Page.Context.CloseAsync();
        }
    }
}
