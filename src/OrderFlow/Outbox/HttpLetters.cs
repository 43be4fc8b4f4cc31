using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;

namespace OrderFlow.Outbox;

/// <summary>HTTP requests of workflows. Their answer, or that there was none, resumes the instance.</summary>
internal sealed class HttpLetters(HttpCaller caller, LetterAnswers answers)
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

        await answers.ResumeAsync(letter.InstanceId, call.BookmarkId, JsonSerializer.SerializeToElement(result, StoreJson.Default.HttpResult), cancel);
        return new LetterFate.Done();
    }
}
