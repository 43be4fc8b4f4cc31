using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OrderFlow.People;

namespace OrderFlow.Tests.Crash;

/// <summary>A person who does not give up: the same command with the same operation id, until somebody has answered it.</summary>
internal sealed class CrashCaller(CrashScene scene, int number, CancellationToken cancel)
{
    private readonly Dictionary<string, string> cookies = [];
    private int count;

    /// <summary>Instances whose start was answered.</summary>
    public List<Guid> Started { get; } = [];

    /// <summary>How many of them have had all their tasks decided; may be asked while it works.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Signs in as everybody. A sign-in whose host is killed counts as a wrong password, so this comes before the killing.</summary>
    public async Task SignInAsync()
    {
        foreach (var person in new[] { "mia", "sam", "fay" })
        {
            using var answer = await scene.Address(number)!.PostAsJsonAsync("/api/session", new { name = person, password = DemoPeople.Password }, cancel);
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NoContent);
            cookies[person] = answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        }
    }

    /// <summary>Starts instances and decides their tasks, one instance after the other, for as long as a question says.</summary>
    public async Task WorkAsync(Func<bool> goesOn)
    {
        while (goesOn())
        {
            var instance = await CallAsync("mia", HttpMethod.Post, "/api/instances", new { definitionId = "crash", operationId = Guid.NewGuid() });
            var id = Guid.Parse(instance["id"]!.ToString());
            Started.Add(id);
            var tasks = (await CallAsync("mia", HttpMethod.Get, $"/api/instances/{id}", null))["tasks"]!.AsArray();
            foreach (var task in tasks)
            {
                var person = task!["assignees"]![0]!.ToString() == "role:sales" ? "sam" : "fay";
                await CallAsync(person, HttpMethod.Post, $"/api/tasks/{task["id"]}/complete", new { outcome = "Approve", operationId = Guid.NewGuid() });
            }

            Interlocked.Increment(ref count);
        }
    }

    private async Task<JsonNode> CallAsync(string person, HttpMethod method, string path, object? body)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (scene.Address(number) is { } host)
                {
                    using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
                    request.Headers.Add("Cookie", cookies[person]);
                    using var answer = await host.SendAsync(request, cancel);
                    if (answer.IsSuccessStatusCode) return (await answer.Content.ReadFromJsonAsync<JsonNode>(cancel))!;
                    // The host is up and says no: that is an answer, and a wrong one. Without its database it says 5xx.
                    if ((int)answer.StatusCode < 500) throw new InvalidOperationException($"{method} {path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
                }
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                // Killed while it answered, or it takes too long.
            }

            // Nothing tells a person when a host is back.
            await Task.Delay(50, cancel);
        }
    }
}
