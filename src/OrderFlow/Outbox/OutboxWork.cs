using OrderFlow.Hosting;

namespace OrderFlow.Outbox;

/// <summary>
/// Sends what bursts have left for the world outside: at least once, under an id that the receiver can know a repetition by.
/// Any number of hosts may do it at once; each takes letters that no other has taken.
/// </summary>
internal sealed class OutboxWork(OutboxBox box, MailLetters mails, NoticeLetters notices, HttpLetters calls, TimeProvider clock, ILogger<OutboxWork> log)
{
    // Sent at the same time in one lane: they wait for other servers, not for ours.
    private const int Senders = 8;

    /// <summary>Sends all that is due, until nothing is.</summary>
    /// <returns>How many letters are done with: sent, or dead.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancel) =>
        (await Task.WhenAll(Enum.GetValues<OutboxLane>().Select(lane => RunDueAsync(lane, cancel)))).Sum();

    /// <inheritdoc cref="RunDueAsync(CancellationToken)"/>
    public async Task<int> RunDueAsync(OutboxLane lane, CancellationToken cancel)
    {
        var done = 0;
        while (await box.TakeAsync(lane, Senders, cancel) is { Count: > 0 } letters)
        {
            await using var kept = new LetterKeep(box, letters.Select(l => l.Id), clock, log);
            await Parallel.ForEachAsync(letters, new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = cancel }, async (letter, stop) =>
            {
                if (await SendAsync(letter, kept, stop)) Interlocked.Increment(ref done);
            });
        }

        return done;
    }

    private async Task<bool> SendAsync(OutboxLetter letter, LetterKeep kept, CancellationToken cancel)
    {
        using var span = Telemetry.Source.StartActivity("letter")?.SetTag("orderflow.kind", letter.Kind.ToString()).SetTag("orderflow.letter", letter.Id);
        var fate = await TryAsync(letter, cancel);
        kept.Release(letter.Id);
        var state = await box.SettleAsync(letter, fate);
        Report(letter, fate, state);
        return state != OutboxState.Pending;
    }

    private async Task<LetterFate> TryAsync(OutboxLetter letter, CancellationToken cancel)
    {
        // Counted when they begin: a letter that ends its host each time never comes to a failure that could be counted.
        if (letter.Attempt > OutboxBox.Attempts) return new LetterFate.Dead($"It was begun {OutboxBox.Attempts} times and never came to an end.");
        try
        {
            return letter.Kind switch
            {
                OutboxKind.Mail => await mails.SendAsync(letter, cancel),
                OutboxKind.Notice => await notices.SendAsync(letter, cancel),
                OutboxKind.Http => await calls.SendAsync(letter, cancel),
            };
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The host stops. What was under way may have arrived: the next attempt bears the same id.
            return new LetterFate.Again("The host stopped during the attempt.");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            log.LogError(error, "Letter {Id} failed", letter.Id);
            return new LetterFate.Again(error.Message);
        }
    }

    private void Report(OutboxLetter letter, LetterFate fate, OutboxState state)
    {
        var reason = fate switch
        {
            LetterFate.Again again => again.Reason,
            LetterFate.Dead dead => dead.Reason,
            _ => null,
        };
        if (state == OutboxState.Dead) log.LogError("Letter {Id} ({Kind}) of instance {Instance} is dead: {Reason}", letter.Id, letter.Kind, letter.InstanceId, reason);
        else if (reason is not null) log.LogWarning("Letter {Id} ({Kind}) was not taken at attempt {Attempt}: {Reason}", letter.Id, letter.Kind, letter.Attempt, reason);
        if (letter.Kind == OutboxKind.Http) return;
        if (reason is not null) Telemetry.MailFailed(state == OutboxState.Dead);
    }
}
