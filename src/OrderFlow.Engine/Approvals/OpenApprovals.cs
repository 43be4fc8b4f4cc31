using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>The approvals that an instance waits for.</summary>
public static class OpenApprovals
{
    /// <summary>The approval of a bookmark, as it is stored: without those who must not decide and those who got copies. Null: none waits there, or it was opened before there were seats.</summary>
    public static Approval? At(InstanceState state, int bookmarkId) =>
        state.Bookmarks.Find(b => b.Id == bookmarkId && b.Kind == BookmarkKind.Approval) is { } bookmark && state.Executions.Find(e => e.Id == bookmark.ExecutionId) is { } execution
            ? ApprovalStore.Peek(execution)
            : null;
}
