using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;

namespace OrderFlow.Tests.Definitions.Lint;

/// <summary>What came of a workflow whose events were sent and whose tasks were decided at random.</summary>
/// <param name="Started">Ids of the activities that ran.</param>
/// <param name="IsStopped">A burst came to the limit of activities.</param>
internal sealed record RandomPlay(HashSet<string> Started, bool IsStopped)
{
    private const int Moves = 25;

    public static RandomPlay Of(WorkflowDefinition definition, Random random)
    {
        var rig = new Rig(definition, EngineLimits.Default with { ActivitiesPerBurst = 300 });
        rig.Start();
        for (var i = 0; i < Moves && rig.State is { Status: WorkflowStatus.Running, Bookmarks.Count: > 0 } && !IsOver(rig); i++)
        {
            var bookmark = rig.State.Bookmarks[random.Next(rig.State.Bookmarks.Count)];
            if (bookmark.Kind == BookmarkKind.Approval) rig.Apply(new DecideTask(bookmark.Reference!.Value, new HashSet<string>(), random.Next(2) == 0 ? "Approve" : "Reject", null, default) { Actor = "ann" });
            else rig.Apply(new ResumeBookmark(bookmark.Id, default));
        }

        return new RandomPlay([.. rig.Journal.Where(e => e.Event == JournalEvent.Started).Select(e => e.ActivityId)], IsOver(rig));
    }

    private static bool IsOver(Rig rig) => rig.State.Incidents.Exists(i => i.Type == "BurstLimit");
}
