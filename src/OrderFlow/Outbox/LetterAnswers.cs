using System.Text.Json;
using Npgsql;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Outbox;

/// <summary>Tells an instance what became of a letter that it waits for.</summary>
internal sealed class LetterAnswers(InstanceRunner runner, NpgsqlDataSource database)
{
    /// <summary>Done, also when the instance no longer waits; postponed while it is held.</summary>
    public async Task<LetterFate> ResumeAsync(Guid instance, int bookmark, JsonElement answer, CancellationToken cancel)
    {
        var resumed = await runner.ApplyAsync(new InstanceTarget.ById(instance), new ResumeBookmark(bookmark, answer), Expectation.None, cancel);
        if (resumed is RunResult.Applied) return new LetterFate.Done();
        // Refused: the instance has gone on without it (an earlier attempt came through, or it was cancelled), or it is held.
        return await IsHeldAsync(instance, cancel) ? new LetterFate.Postponed("The instance is suspended.") : new LetterFate.Done();
    }

    public async Task<bool> IsHeldAsync(Guid instance, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("SELECT is_held FROM instances WHERE id = $1");
        command.Parameters.Add(Uuid(instance));
        return await command.ExecuteScalarAsync(cancel) is true;
    }
}
