using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;

namespace OrderFlow.Outbox;

/// <summary>Tells an instance what became of a letter that it waits for.</summary>
internal sealed class LetterAnswers(InstanceRunner runner)
{
    /// <summary>
    /// Held or faulted, it gets the answer when it is taken up: what was sent must not be sent again and again until then. Over,
    /// or told by an earlier attempt, it no longer waits, and nothing happens.
    /// </summary>
    public async Task ResumeAsync(Guid instance, int bookmark, JsonElement answer, CancellationToken cancel)
    {
        var resumed = await runner.ApplyAsync(new InstanceTarget.ById(instance), new ResumeBookmark(bookmark, answer), Expectation.None, cancel);
        if (resumed is RunResult.Rejected { Kind: Rejection.Conflict }) await runner.LeaveAsync(instance, bookmark, answer, cancel);
    }
}
