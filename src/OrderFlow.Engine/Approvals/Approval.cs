using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderFlow.Engine.Approvals;

/// <summary>
/// An approval task as a value: who sits at it, what they decided, and how that is counted. It is changed only by
/// <see cref="ApprovalDesk.Decide"/>, which gives a new one. The ids of task and seats never change.
/// </summary>
public sealed record Approval
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
    };

    public Guid TaskId { get; init; }

    /// <summary>What people read on the canvas.</summary>
    public string Name { get; init; } = "";

    public ApprovalRules Rules { get; init; } = new();

    /// <summary>In the order in which they were made; none is ever taken out of the list.</summary>
    public IReadOnlyList<Seat> Seats { get; init; } = [];

    /// <summary>Signers that were added, in groups.</summary>
    public IReadOnlyList<SignerGroup> Groups { get; init; } = [];

    /// <summary>Who may decide in the place of all who have not: "user:dora", "role:director".</summary>
    public IReadOnlyList<string> Escalated { get; init; } = [];

    /// <summary>Who must not decide it, and why.</summary>
    public IReadOnlyList<Exclusion> Excluded { get; init; } = [];

    /// <summary>Questions to people beside it.</summary>
    public IReadOnlyList<Inquiry> Inquiries { get; init; } = [];

    /// <summary>Who has got a copy.</summary>
    public IReadOnlyList<Copy> Copies { get; init; } = [];

    /// <summary>The steps of reminding and escalating; a deadline names one by its place. Null: opened before there were any.</summary>
    public IReadOnlyList<LadderStep>? Ladder { get; init; }

    /// <summary>Who started the instance; null: the system.</summary>
    public string? Initiator { get; init; }

    /// <summary>What stood in the protected fields when it was opened, as a hash; null: nothing is protected.</summary>
    public string? Content { get; init; }

    /// <summary>The fields that are protected: a change of one asks people again.</summary>
    public IReadOnlyList<string> Watched { get; init; } = [];

    /// <summary>What stood in every field then, as hashes by name.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Who must not decide it, as it is written: "initiator", "activity:Sales", "user:ann".</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Null: no deadline.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Since when its deadlines stand still; null: they run.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>When somebody urged last; null: never.</summary>
    public DateTimeOffset? UrgedAt { get; init; }

    /// <summary>The number of the last decision; numbers tell which came first.</summary>
    public int LastDecision { get; init; }

    /// <summary>Null: open.</summary>
    public ApprovalResult? Result { get; init; }

    [JsonIgnore]
    public bool IsOpen => Result is null;

    /// <summary>Entries of those who can act now: seats whose turn it is, then those to whom it was escalated. Each once.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Waiting => [.. Seats.Where(s => s.State == SeatState.Active).Select(s => s.Turn).Concat(IsOpen ? Escalated : []).Distinct(StringComparer.Ordinal)];

    internal Seat Seat(int id) => Seats[id - 1];

    internal Approval With(Seat seat) => this with { Seats = [.. Seats.Select(s => s.Id == seat.Id ? seat : s)] };

    internal JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Json);

    internal static Approval FromJson(JsonElement json) => json.Deserialize<Approval>(Json) ?? throw new JsonException("An approval is an object, not null.");
}

/// <summary>A person who must not decide a task.</summary>
/// <param name="Activity">Of <see cref="ExclusionKind.Decided"/>: what he decided, as people read it; else null.</param>
public sealed record Exclusion(string Person, ExclusionKind Kind, string? Activity = null);

/// <summary>Why somebody must not decide a task.</summary>
public enum ExclusionKind
{
    Named,
    StartedIt,
    Decided,
}

/// <summary>A question about a task.</summary>
/// <param name="To">"user:ann", "role:finance".</param>
/// <param name="AnsweredAt">Null: nobody has answered.</param>
public sealed record Inquiry(int Id, string By, string To, DateTimeOffset At, DateTimeOffset? AnsweredAt);

/// <summary>A copy of a task that somebody got.</summary>
/// <param name="To">"user:ann", "role:finance".</param>
/// <param name="Content">What stood in the protected fields then; another content is worth another copy.</param>
/// <param name="ReadAt">Null: unread. Of a role: when the first has read it.</param>
public sealed record Copy(string To, string By, DateTimeOffset At, string? Content, DateTimeOffset? ReadAt);

/// <summary>How a task ended.</summary>
/// <param name="Outcome">The outcome that the flow follows; <see cref="ReturnedOutcome"/>: none, it went back.</param>
/// <param name="IsAgreed">It is the first outcome.</param>
/// <param name="By">Who had the last word; null: a deadline or a rule.</param>
public sealed record ApprovalResult(string Outcome, bool IsAgreed, string? By, string? OnBehalfOf, string? Comment, DateTimeOffset At)
{
    public const string ReturnedOutcome = "Returned";
}
