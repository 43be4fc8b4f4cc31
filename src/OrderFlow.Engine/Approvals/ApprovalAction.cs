namespace OrderFlow.Engine.Approvals;

/// <summary>What people do to a task. The names are written into journals.</summary>
public enum ApprovalAction
{
    Decide,
    AddSigners,
    RemoveSigner,
    Transfer,
    Delegate,
    GiveOpinion,
    Claim,
    Release,

    /// <summary>Takes back a delegation, or an own decision while nobody has acted on it.</summary>
    TakeBack,

    /// <summary>Sends the flow back.</summary>
    Return,

    Urge,
    Ask,
    Answer,
    Copy,
    MarkRead,
    Comment,
    SaveDraft,
    HandOver,
}
