using System.Text;
using OrderFlow.Tests.Support;
using Xunit.Abstractions;

namespace OrderFlow.Tests.Api;

/// <summary>Requests that were right once, spoilt at random. ORDERFLOW_FUZZ_SEED sets another seed.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int StandardSeed = 20261125;
    private const int Requests = 2500;

    [Fact]
    public async Task No_spoilt_request_is_our_fault_and_none_that_is_refused_changes_anything()
    {
        var seed = Environment.GetEnvironmentVariable("ORDERFLOW_FUZZ_SEED") is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : StandardSeed;
        output.WriteLine($"ORDERFLOW_FUZZ_SEED={seed}");
        var random = new Random(seed);
        var mutation = new Mutation(random);
        await using var host = await ApiHost.StartAsync(isQuiet: true);
        var scene = await ApiScene.SetAsync(host);
        // Reading is tried less often: what changes something has more to lose.
        List<ApiCall> calls = [.. ApiCall.All, .. ApiCall.All.Where(c => c.Method != "GET"), .. ApiCall.Hooks, .. ApiCall.Hooks];
        var statuses = new Dictionary<int, int>();
        var sums = await TableSums.OfAsync(host.Store);
        for (var i = 0; i < Requests; i++)
        {
            var call = calls[random.Next(calls.Count)];
            var path = mutation.Path(scene.PathOf(call));
            var body = scene.BodyOf(call) is { } json ? mutation.Body(json) : null;
            if (!Uri.TryCreate(host.Address, path, out var address)) continue;

            var answer = await (call.Admin >= 400 || random.Next(10) == 0 ? scene.Assignee : scene.Admin).SendAsync(ApiScene.Request(call.Method, address.ToString(), body));

            var status = (int)answer.Status;
            var what = $"seed {seed}, request {i}: {call.Method} {path} {Encoding.UTF8.GetString(body ?? [])}";
            if (status >= 500) throw new ShouldAssertException($"{what} was answered {status}: {string.Join('\n', host.Log.Errors)}");
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            if (status < 400)
            {
                if (call.Method == "GET" && !ApiCall.Hooks.Contains(call)) continue;
                await scene.RefreshAsync(host);
                sums = await TableSums.OfAsync(host.Store);
                continue;
            }

            if (answer.Body is not null) answer.Detail.ShouldNotBeNullOrWhiteSpace(what);
            (await TableSums.OfAsync(host.Store)).ShouldBe(sums, what);
        }

        output.WriteLine(string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Key}: {s.Value}")));
        // Else the fuzzer spoils too much, and only the first check of each address is tried.
        statuses.Keys.ShouldBeSubsetOf([200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429]);
        // A conflict needs the right call at the right moment, which chance need not bring.
        foreach (var reached in new[] { 200, 400, 403, 404, 422 }) statuses.Keys.ShouldContain(reached);
    }
}
