namespace OrderFlow.Definitions;

/// <summary>
/// Who changed the text of a definition last, and who before them: enough to tell everybody whether somebody else has changed
/// it since they read it, without a row for every save of a designer that saves after each drag.
/// </summary>
internal static class DraftTrail
{
    /// <summary>A change by somebody else after the revision seen; null: there is none.</summary>
    public static DefinitionResult.Stale? OtherSince(DefinitionVersion latest, string? actor, int seen)
    {
        if (latest.ChangedBy != actor) return seen < latest.Revision ? new DefinitionResult.Stale(latest.ChangedBy, latest.ChangedAt) : null;
        return seen < latest.OtherRevision ? new DefinitionResult.Stale(latest.OtherBy, latest.OtherAt ?? latest.ChangedAt) : null;
    }

    /// <summary>The text is being changed.</summary>
    public static void Note(DefinitionVersion draft, string? actor, DateTimeOffset now)
    {
        if (draft.Revision > 0 && draft.ChangedBy != actor) (draft.OtherRevision, draft.OtherBy, draft.OtherAt) = (draft.Revision, draft.ChangedBy, draft.ChangedAt);
        (draft.Revision, draft.ChangedBy, draft.ChangedAt) = (draft.Revision + 1, actor, now);
    }

    /// <summary>A new draft goes on where the version before it stands.</summary>
    public static void Continue(DefinitionVersion latest, DefinitionVersion next)
    {
        (next.Revision, next.ChangedBy, next.ChangedAt) = (latest.Revision, latest.ChangedBy, latest.ChangedAt);
        (next.OtherRevision, next.OtherBy, next.OtherAt) = (latest.OtherRevision, latest.OtherBy, latest.OtherAt);
    }
}
