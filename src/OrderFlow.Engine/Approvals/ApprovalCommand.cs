using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderFlow.Engine.Approvals;

/// <summary>What a person wants done to a task. People are named "user:ann" or "ann", roles "role:finance".</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "action")]
[JsonDerivedType(typeof(CastDecision), "decide")]
[JsonDerivedType(typeof(AddSigners), "add-signers")]
[JsonDerivedType(typeof(RemoveSigner), "remove-signer")]
[JsonDerivedType(typeof(TransferSeat), "transfer")]
[JsonDerivedType(typeof(DelegateSeat), "delegate")]
[JsonDerivedType(typeof(GiveOpinion), "give-opinion")]
[JsonDerivedType(typeof(ClaimSeat), "claim")]
[JsonDerivedType(typeof(ReleaseSeat), "release")]
[JsonDerivedType(typeof(TakeBack), "take-back")]
[JsonDerivedType(typeof(ReturnTask), "return")]
[JsonDerivedType(typeof(UrgeTask), "urge")]
[JsonDerivedType(typeof(AskInformation), "ask")]
[JsonDerivedType(typeof(GiveInformation), "answer")]
[JsonDerivedType(typeof(SendCopy), "copy")]
[JsonDerivedType(typeof(MarkRead), "mark-read")]
[JsonDerivedType(typeof(AddComment), "comment")]
[JsonDerivedType(typeof(SaveDraft), "save-draft")]
[JsonDerivedType(typeof(HandOver), "hand-over")]
public abstract record ApprovalCommand
{
    /// <summary>The most characters of a comment, question or opinion.</summary>
    public const int LongestText = 10_000;

    /// <summary>Why, or what is said; null: nothing.</summary>
    public string? Comment { get; init; }

    [JsonIgnore]
    public abstract ApprovalAction Action { get; }
}

/// <summary>Decides with one of the outcomes: every seat that is the caller's to decide now, or one of them.</summary>
/// <param name="FormData">What was filled in; undefined: nothing.</param>
public sealed record CastDecision(string Outcome, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] JsonElement FormData = default) : ApprovalCommand
{
    /// <summary>Null: all that the caller may decide now.</summary>
    public int? Seat { get; init; }

    /// <summary>Whom the caller chooses for later tasks: activity id or name, entries. Null: nobody.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Choices { get; init; }

    public override ApprovalAction Action => ApprovalAction.Decide;
}

/// <summary>加签: adds signers to a seat of the caller.</summary>
/// <param name="Seat">Null: the caller's only seat.</param>
public sealed record AddSigners(IReadOnlyList<string> People, SignerPlace Place, SignerMethod Method, int? Seat = null) : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.AddSigners;
}

/// <summary>减签: takes an undecided seat out; its own additions go with it.</summary>
public sealed record RemoveSigner(int Seat) : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.RemoveSigner;
}

/// <summary>转办: another holds the seat from now on.</summary>
/// <param name="Seat">Null: all undecided seats of the caller.</param>
public sealed record TransferSeat(string To, int? Seat = null) : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.Transfer;
}

/// <summary>委派: another gives an opinion, then it is the holder's turn again.</summary>
/// <param name="Seat">Null: all seats that the caller may decide now.</param>
public sealed record DelegateSeat(string To, int? Seat = null) : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.Delegate;
}

/// <summary>The opinion of a delegate, as the comment.</summary>
public sealed record GiveOpinion : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.GiveOpinion;
}

/// <summary>领取: one person of a role takes its seats.</summary>
public sealed record ClaimSeat(int? Seat = null) : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.Claim;
}

/// <summary>Gives claimed seats back to their role.</summary>
public sealed record ReleaseSeat(int? Seat = null) : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.Release;
}

/// <summary>拿回: takes a delegation back, or an own decision while nobody has acted on it.</summary>
public sealed record TakeBack : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.TakeBack;
}

/// <summary>退回: sends the flow back.</summary>
/// <param name="To">"Previous", "Initiator", or the id or name of an activity that was passed.</param>
/// <param name="After">Null: as the task says.</param>
public sealed record ReturnTask(string To, AfterReturn? After = null) : ApprovalCommand
{
    public const string Previous = "Previous";
    public const string Initiator = "Initiator";

    public override ApprovalAction Action => ApprovalAction.Return;
}

/// <summary>催办: tells those whose turn it is.</summary>
public sealed record UrgeTask : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.Urge;
}

/// <summary>沟通: asks somebody beside the task; the comment is the question.</summary>
public sealed record AskInformation(string To) : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.Ask;
}

/// <summary>Answers a question with the comment; from who asked it, withdraws it.</summary>
public sealed record GiveInformation(int Inquiry) : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.Answer;
}

/// <summary>抄送: those who have a copy of the same content get no second one.</summary>
public sealed record SendCopy(IReadOnlyList<string> To) : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.Copy;
}

/// <summary>已阅: the caller has read his copy.</summary>
public sealed record MarkRead : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.MarkRead;
}

/// <summary>Says something about the task.</summary>
/// <param name="Mentions">Who is told of it.</param>
public sealed record AddComment(IReadOnlyList<string> Mentions) : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.Comment;
}

/// <summary>暂存: keeps an opinion that is not given yet.</summary>
public sealed record SaveDraft([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] JsonElement FormData = default) : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.SaveDraft;
}

/// <summary>离职转办: everything that a person has of the task goes to another.</summary>
public sealed record HandOver(string From, string To) : ApprovalCommand
{
    public override ApprovalAction Action => ApprovalAction.HandOver;
}
