namespace OrderFlow.Instances;

/// <summary>One command to many instances, each answered by itself.</summary>
internal sealed class BulkInstances(InstanceRunner runner)
{
    public async Task<IReadOnlyList<BulkAnswer>> HandleAsync(BulkBody body, string actor, CancellationToken cancel)
    {
        var answers = new List<BulkAnswer>();
        foreach (var id in body.Ids.Distinct())
            answers.Add(await Bulk.ApplyAsync(id, body, actor, runner, cancel));
        return answers;
    }
}
