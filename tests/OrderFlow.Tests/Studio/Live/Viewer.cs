using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Live;

/// <summary>The designer's viewer as the hub knows it: SignalR's JSON protocol over a WebSocket.</summary>
internal sealed class Viewer : IAsyncDisposable
{
    private const char End = '\u001e';

    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentQueue<JsonNode> heard = new();
    private Task hearing = Task.CompletedTask;

    /// <summary>What the hub has said, in order.</summary>
    public IReadOnlyList<JsonNode> Heard => [.. heard];

    /// <param name="key">An API key, as a browser must send it.</param>
    public static async Task<Viewer> OpenAsync(Uri host, string key)
    {
        var viewer = new Viewer();
        await viewer.socket.ConnectAsync(new Uri($"ws://{host.Authority}/elsa/hubs/workflow-instance?access_token={Uri.EscapeDataString(key)}"), CancellationToken.None);
        await viewer.SendAsync("""{"protocol":"json","version":1}""");
        viewer.hearing = viewer.HearAsync();
        return viewer;
    }

    /// <summary>Asks to be told of an instance. Returns once the hub has answered: null, or why not.</summary>
    public async Task<string?> ObserveAsync(string instance)
    {
        var call = Guid.NewGuid().ToString();
        await SendAsync(new JsonObject { ["type"] = 1, ["invocationId"] = call, ["target"] = "ObserveInstanceAsync", ["arguments"] = new JsonArray(instance) }.ToJsonString());
        JsonNode? answer = null;
        await Eventually.TrueAsync(() => Task.FromResult((answer = Heard.FirstOrDefault(m => m["invocationId"]?.ToString() == call)) is not null));
        return answer!["error"]?.ToString();
    }

    /// <summary>The messages to one of its methods.</summary>
    public IReadOnlyList<JsonNode> Of(string target) => [.. Heard.Where(m => m["target"]?.ToString() == target).Select(m => m["arguments"]![0]!)];

    /// <summary>Activity and counts of the last badge that was sent for it: "e 1/0 blocked"; null: none was.</summary>
    public string? Badge(string activity) => Of("ActivityExecutionLogUpdatedAsync").SelectMany(m => m["stats"]!.AsArray()).LastOrDefault(s => s!["activityId"]!.ToString() == activity) is { } badge
        ? $"{badge["startedCount"]}/{badge["completedCount"]}{(badge["isBlocked"]!.GetValue<bool>() ? " blocked" : "")}"
        : null;

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await hearing;
        socket.Dispose();
    }

    private Task SendAsync(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task HearAsync()
    {
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        try
        {
            while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: WebSocketMessageType.Text } received)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
                if (!received.EndOfMessage) continue;
                foreach (var message in text.ToString().Split(End, StringSplitOptions.RemoveEmptyEntries)) heard.Enqueue(JsonNode.Parse(message)!);
                text.Clear();
            }
        }
        catch (Exception closed) when (closed is WebSocketException or OperationCanceledException)
        {
            // That is how it ends.
        }
    }
}
