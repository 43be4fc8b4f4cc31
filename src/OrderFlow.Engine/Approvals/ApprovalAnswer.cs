using System.Text.Json;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>What came of a command: an <see cref="ApprovalChange"/> or an <see cref="ApprovalRefused"/>.</summary>
public abstract record ApprovalAnswer;

/// <summary>Nothing changes, and why.</summary>
public sealed record ApprovalRefused(Refused Refused) : ApprovalAnswer;

/// <summary>The approval from now on, and what is to be done for it, in order.</summary>
public sealed record ApprovalChange(Approval Approval, IReadOnlyList<ApprovalEffect> Effects) : ApprovalAnswer;

/// <summary>Something that a change of an approval wants done.</summary>
public abstract record ApprovalEffect;

/// <summary>What was done, for the journal. Every command that is not refused gives exactly one.</summary>
/// <param name="Message">In English, for people.</param>
/// <param name="Seats">Those that it was done to.</param>
/// <param name="To">Whom it concerns: the new holder, the added signers, the asked. Empty: nobody.</param>
/// <param name="Before">Who could act before; <paramref name="After"/>: who can now.</param>
public sealed record ActionTaken(
    ApprovalAction Action,
    string Message,
    string By,
    string? OnBehalfOf,
    string? Comment,
    IReadOnlyList<int> Seats,
    IReadOnlyList<string> To,
    IReadOnlyList<string> Before,
    IReadOnlyList<string> After) : ApprovalEffect;

/// <summary>A decision, for the record.</summary>
public sealed record DecisionCast(string Outcome, string? Comment, JsonElement FormData, IReadOnlyList<int> Seats, IReadOnlyDictionary<string, IReadOnlyList<string>>? Choices) : ApprovalEffect;

/// <summary>People are to be told.</summary>
/// <param name="Text">What was said; null: nothing.</param>
public sealed record Notice(NoticeKind Kind, IReadOnlyList<string> Recipients, string? Text) : ApprovalEffect;

/// <summary>The flow goes back. The task is over with that.</summary>
public sealed record FlowReturned(string To, AfterReturn After, string? Reason) : ApprovalEffect;

/// <summary>The deadlines of the task stand still.</summary>
public sealed record ClockPaused : ApprovalEffect;

/// <summary>The deadlines of the task go on, later by so much.</summary>
public sealed record ClockResumed(TimeSpan Later) : ApprovalEffect;

/// <summary>An opinion is kept for its author.</summary>
public sealed record DraftKept(string Person, string? Text, JsonElement FormData) : ApprovalEffect;
