using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace OrderFlow.Tests.Support;

/// <summary>An SMTP server on loopback (RFC 5321, no extensions), for the tests of mail.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;

    public SmtpServer()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What was taken over, in order.</summary>
    public ConcurrentQueue<MimeMessage> Mails { get; } = new();

    /// <summary>The answer to the end of DATA; null: taken over. "450 later" is an answer that may pass.</summary>
    public Func<MimeMessage, string?> Answer { get; set; } = _ => null;

    /// <summary>The answer to one recipient; null: accepted.</summary>
    public Func<string, string?> Recipient { get; set; } = _ => null;

    /// <summary>What it says first. Null: it says nothing at all.</summary>
    public string? Greeting { get; set; } = "220 test";

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true) sessions.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                if (Greeting is { } greeting) await writer.WriteLineAsync(greeting);
                while (await reader.ReadLineAsync(stop.Token) is { } line)
                {
                    var verb = line.Split(' ')[0].ToUpperInvariant();
                    if (verb == "DATA") await TakeAsync(reader, writer);
                    else await writer.WriteLineAsync(verb == "QUIT" ? "221 bye" : (verb == "RCPT" ? Recipient(line) : null) ?? "250 ok");
                    if (verb == "QUIT") return;
                }
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                // The client or the test went away.
            }
        }
    }

    private async Task TakeAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("354 go on");
        var text = new StringBuilder();
        while (true)
        {
            // A mail that is cut off before its end mark was never handed over (RFC 5321, 4.1.1.4).
            if (await reader.ReadLineAsync(stop.Token) is not { } line) return;
            if (line == ".") break;
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        using var source = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        var mail = await MimeMessage.LoadAsync(source, stop.Token);
        var answer = Answer(mail);
        if (answer is null) Mails.Enqueue(mail);
        await writer.WriteLineAsync(answer ?? "250 taken");
    }
}
