using System.Text.Json;

namespace OrderFlow.Engine.Execution;

/// <summary>Something that the burst wants done outside the engine, as data. Written in the burst's transaction.</summary>
public abstract record Effect;

/// <summary>A bookmark that a stimulus can find by kind and key (events, tasks by name, HTTP endpoints).</summary>
public sealed record AddBookmark(int BookmarkId, BookmarkKind Kind, string? Key, Guid? Reference, string ActivityId) : Effect;

public sealed record RemoveBookmark(int BookmarkId) : Effect;

/// <summary>A person's task begins.</summary>
public sealed record OpenTask(Guid TaskId, int BookmarkId, string ActivityId, TaskContent Content) : Effect;

/// <summary>What a task shows. Frozen when it opens.</summary>
public sealed record TaskContent
{
    public string Title { get; init; } = "";
    public string? Description { get; init; }

    /// <summary>"user:ann" or "role:finance".</summary>
    public IReadOnlyList<string> Assignees { get; init; } = [];

    public ApprovalMode Mode { get; init; }
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>Form data as JSON; undefined: none.</summary>
    public JsonElement Form { get; init; }

    /// <summary>Null: no deadline.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

public enum ApprovalMode
{
    /// <summary>Every assignee decides; the first that differs from the first outcome ends it.</summary>
    All,

    /// <summary>The first decision ends it.</summary>
    Any,

    /// <summary>Like <see cref="All"/>, one after the other in their order.</summary>
    Sequence,

    /// <summary>Weights are counted: it ends as soon as the share that passes is reached, or out of reach.</summary>
    Vote,

    /// <summary>One of the assignees, drawn by lot, decides.</summary>
    Random,
}

/// <summary>A person has decided; the task may still wait for others.</summary>
public sealed record RecordDecision(Guid TaskId, string Actor, string Outcome, string? Comment, JsonElement FormData) : Effect
{
    /// <summary>The person in whose place the actor decided; null: his own decision.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The seats that were decided with it.</summary>
    public IReadOnlyList<int> Seats { get; init; } = [];
}

/// <summary>The people who may act on an open task have changed (escalation).</summary>
public sealed record ChangeAssignees(Guid TaskId, IReadOnlyList<string> Assignees) : Effect
{
    /// <summary>One of them who gets it on the list also when it had been there and was decided; null: none.</summary>
    public string? Listed { get; init; }
}

/// <summary>Who can act on an open task now, exactly: the list to be kept, whatever was on it before.</summary>
/// <param name="Waiting">"user:ann", "role:finance": whose turn it is.</param>
/// <param name="Concerned">All who have or had a seat, or to whom it was escalated.</param>
/// <param name="DueAt">Null: no deadline.</param>
public sealed record ChangeSeats(Guid TaskId, IReadOnlyList<string> Waiting, IReadOnlyList<string> Concerned, DateTimeOffset? DueAt) : Effect
{
    public IReadOnlyList<Approvals.Seat> Seats { get; init; } = [];
}

/// <summary>What a person did on a task, for its history.</summary>
public sealed record RecordAction(Guid Id, Guid TaskId, Approvals.ActionTaken Taken) : Effect;

/// <summary>An opinion that is not given yet, kept for its author until he decides. <paramref name="Text"/> null: none.</summary>
public sealed record KeepDraft(Guid TaskId, string Person, string? Text, JsonElement FormData) : Effect;

/// <summary>A task ends. <see cref="Outcome"/> null: withdrawn. <see cref="Actor"/> null: the system (time was up).</summary>
public sealed record CloseTask(Guid TaskId, string? Outcome, string? Actor, string? Comment) : Effect;

/// <summary>People are to be told of a task by mail.</summary>
/// <param name="Recipients">"user:ann" or "role:finance"; the host finds the addresses.</param>
public sealed record NotifyTask(Guid Id, Guid TaskId, NoticeKind Kind, IReadOnlyList<string> Recipients) : Effect
{
    /// <summary>Who caused it; null: a deadline or a rule.</summary>
    public string? By { get; init; }

    /// <summary>What was said with it; null: nothing.</summary>
    public string? Text { get; init; }
}

public enum NoticeKind
{
    Reminder,
    Overdue,
    Escalated,

    /// <summary>A person gave it to the recipients: transferred, handed over, added as signers.</summary>
    Assigned,

    /// <summary>An opinion is wanted.</summary>
    Delegated,

    OpinionGiven,
    Urged,
    Asked,
    Answered,

    /// <summary>A copy. The task may be over.</summary>
    Copied,

    /// <summary>Named in a comment. The task may be over.</summary>
    Mentioned,

    /// <summary>It went back. The task is over.</summary>
    Returned,
}

/// <summary>The instance must be woken at a moment.</summary>
public sealed record SetDeadline(Guid DeadlineId, int BookmarkId, DeadlineKind Kind, DateTimeOffset DueAt) : Effect;

public sealed record CancelDeadline(Guid DeadlineId) : Effect;

/// <summary>Another workflow is to start. Its id is fixed here, so that starting it twice is starting it once.</summary>
/// <param name="VersionId">Null: the published version at the time of starting.</param>
/// <param name="BookmarkId">The bookmark of this instance that waits for it; null: nobody waits.</param>
/// <param name="UntilIdle">The bookmark waits only for the child's first burst, however that ends.</param>
public sealed record StartChild(
    Guid ChildInstanceId,
    string DefinitionId,
    string? VersionId,
    IReadOnlyDictionary<string, JsonElement> Input,
    string? CorrelationId,
    int? BookmarkId,
    bool UntilIdle = false) : Effect;

public sealed record CancelChild(Guid ChildInstanceId) : Effect;

/// <summary>This instance has ended, or waits for something (Suspended), and another waits for that.</summary>
public sealed record NotifyParent(Guid ParentInstanceId, int BookmarkId, WorkflowSubStatus SubStatus, IReadOnlyDictionary<string, JsonElement> Output) : Effect;

/// <summary>An event for whoever waits for it, or is started by it.</summary>
/// <param name="CorrelationId">Null: all instances that wait for the name.</param>
/// <param name="OnlyThisInstance">True: only this instance's own bookmarks.</param>
public sealed record PublishEvent(Guid Id, string Name, string? CorrelationId, bool OnlyThisInstance, JsonElement Payload) : Effect;

/// <summary>A mail that a workflow sends.</summary>
/// <param name="BookmarkId">What waits for the mail's fate, which comes back as <see cref="ResumeBookmark"/> with a <see cref="MailResult"/>; null: nothing does.</param>
public sealed record SendMail(Guid Id, MailContent Content, int? BookmarkId = null) : Effect;

/// <summary>What became of a mail. <see cref="Failure"/> null: it was taken over by the mail server.</summary>
public sealed record MailResult(string? Failure);

public sealed record MailContent
{
    /// <summary>Null: the host's own sender.</summary>
    public string? From { get; init; }

    /// <summary>Addresses, or "user:ann" / "role:finance".</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    public IReadOnlyList<string> Cc { get; init; } = [];
    public IReadOnlyList<string> Bcc { get; init; } = [];
    public string Subject { get; init; } = "";

    /// <summary>HTML.</summary>
    public string Body { get; init; } = "";

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}

/// <summary>A file that goes with a mail. <paramref name="Content"/> is base64.</summary>
public sealed record MailAttachment(string FileName, string ContentType, string Content);

/// <summary>An HTTP request; its answer comes back as <see cref="ResumeBookmark"/> with a <see cref="HttpResult"/>.</summary>
public sealed record SendHttp(Guid Id, int BookmarkId, HttpCall Call) : Effect;

public sealed record HttpCall
{
    public string Method { get; init; } = "GET";
    public string Url { get; init; } = "";

    /// <summary>Null: no body.</summary>
    public string? Body { get; init; }

    public string? ContentType { get; init; }
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>What came of an HTTP request. <see cref="StatusCode"/> 0: no answer; <see cref="Failure"/> says "connect" or "timeout".</summary>
public sealed record HttpResult
{
    public int StatusCode { get; init; }
    public string? Failure { get; init; }

    /// <summary>Of the answer; where there was none, what went wrong.</summary>
    public string? Body { get; init; }

    public string? ContentType { get; init; }
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}

/// <summary>The answer to the HTTP request that started or resumed the instance, if one is still waiting.</summary>
public sealed record WriteResponse(int StatusCode, string? Content, string? ContentType, IReadOnlyDictionary<string, string> Headers) : Effect;
