using System.Security.Cryptography;
using OrderFlow.Engine.Execution;
using OrderFlow.Hosting.Api;

namespace OrderFlow.Instances;

/// <summary>One command out of many.</summary>
internal static class Bulk
{
    public static async Task<BulkAnswer> ApplyAsync(Guid id, int? revision, BulkBody body, string actor, InstanceRunner runner, CancellationToken cancel)
    {
        var expected = new Expectation { OperationId = body.OperationId is { } operation ? OperationOf(operation, id) : null, Revision = revision };
        if (body.Command == BulkCommand.Delete)
            return Answer(id, StatusCodes.Status204NoContent, await runner.DeleteAsync(id, actor, expected, cancel));
        Stimulus stimulus = body.Command switch
        {
            BulkCommand.Cancel => new CancelWorkflow(body.Reason),
            BulkCommand.Suspend => new HoldWorkflow(body.Reason),
            BulkCommand.Resume => new ReleaseWorkflow(),
            BulkCommand.Retry => new RetryIncident(null),
            BulkCommand.Delete => throw new InvalidOperationException("Expected a command that is a stimulus, but got Delete."),
        };
        var result = await runner.ApplyAsync(new InstanceTarget.ById(id), stimulus with { Actor = actor }, expected, cancel);
        return Answer(id, StatusCodes.Status200OK, result as RunResult.Rejected);
    }

    private static BulkAnswer Answer(Guid id, int done, RunResult.Rejected? rejected) =>
        rejected is null ? new BulkAnswer(id, done, null) : new BulkAnswer(id, rejected.ToProblem().Status, rejected.ToProblem().Detail);

    // Each is an operation of its own: the same id for all would make the second a repetition of the first.
    internal static Guid OperationOf(Guid operation, Guid id) => new(SHA256.HashData([.. operation.ToByteArray(), .. id.ToByteArray()]).AsSpan(0, 16));
}
