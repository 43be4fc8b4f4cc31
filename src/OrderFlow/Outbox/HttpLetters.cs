using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Persistence;

namespace OrderFlow.Outbox;

/// <summary>HTTP requests of workflows. Their answer, or that there was none, resumes the instance.</summary>
internal sealed class HttpLetters(HttpCaller caller, InstanceRunner runner)
{
    /// <summary>A workflow waits for the answer and may have a way of its own for "no connection", so it is not kept waiting for long.</summary>
    private const int Attempts = 3;

    public async Task<LetterFate> SendAsync(OutboxLetter letter, CancellationToken cancel)
    {
        var call = JsonSerializer.Deserialize(letter.Payload, StoreJson.Default.SendHttp)!;
        HttpResult result;
        try
        {
            result = await caller.CallAsync(letter.Id, call.Call, cancel);
        }
        catch (HttpRequestException none)
        {
            if (letter.Attempt < Attempts) return new LetterFate.Again(none.Message);
            result = new HttpResult { Failure = "connect", Body = none.Message };
        }
        catch (TaskCanceledException late) when (!cancel.IsCancellationRequested)
        {
            if (letter.Attempt < Attempts) return new LetterFate.Again(late.Message);
            result = new HttpResult { Failure = "timeout", Body = late.Message };
        }

        return await ResumeAsync(letter, call, result, cancel);
    }

    private async Task<LetterFate> ResumeAsync(OutboxLetter letter, SendHttp call, HttpResult result, CancellationToken cancel)
    {
        var answer = JsonSerializer.SerializeToElement(result, StoreJson.Default.HttpResult);
        var resumed = await runner.ApplyAsync(new InstanceTarget.ById(letter.InstanceId), new ResumeBookmark(call.BookmarkId, answer), Expectation.None, cancel);
        // Held or faulted: the answer is kept for when it is taken up, for the request must not be made again and again.
        // Over, or resumed by an earlier attempt: then the message finds no bookmark and is gone.
        if (resumed is RunResult.Rejected { Kind: Rejection.Conflict }) await runner.LeaveAsync(letter.InstanceId, call.BookmarkId, answer, cancel);
        return new LetterFate.Done();
    }
}
