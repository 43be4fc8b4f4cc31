namespace OrderFlow.Instances;

/// <summary>One command to many instances, each answered by itself. Revisions, where given, are one for each id.</summary>
internal sealed class BulkInstances(InstanceRunner runner)
{
    public async Task<IReadOnlyList<BulkAnswer>> HandleAsync(BulkBody body, string actor, CancellationToken cancel)
    {
        var answers = new List<BulkAnswer>();
        foreach (var (id, place) in body.Ids.Select((id, place) => (id, place)).DistinctBy(i => i.id))
            answers.Add(await Bulk.ApplyAsync(id, body.Revisions?[place], body, actor, runner, cancel));
        return answers;
    }
}
