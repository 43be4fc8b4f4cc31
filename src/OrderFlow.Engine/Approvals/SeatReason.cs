using System.Text.Json.Serialization;

namespace OrderFlow.Engine.Approvals;

/// <summary>Why a seat is somebody's. Frozen with the seat; a host says it in other languages by its kind.</summary>
/// <param name="Name">Of the role, department, position, field or activity that led to it; null: none did.</param>
/// <param name="Of">Whose manager or head; or who did it.</param>
/// <param name="Levels">How many levels up; 0 or 1: directly.</param>
public sealed record SeatReason(ReasonKind Kind, string? Name = null, string? Of = null, int Levels = 0)
{
    /// <summary>In English, as a part of a sentence: "manager of mia".</summary>
    [JsonIgnore]
    public string Text => Kind switch
    {
        ReasonKind.Named => "named",
        ReasonKind.Role => $"role {Name}",
        ReasonKind.Department => $"department {Name}",
        ReasonKind.Head => $"head of {Name ?? $"the department of {Of}"}{Up}",
        ReasonKind.Manager => $"manager of {Of}{Up}",
        ReasonKind.Position => $"position {Name}",
        ReasonKind.Initiator => "started it",
        ReasonKind.Chosen => $"chosen by {Of}",
        ReasonKind.Field => $"field {Name}",
        ReasonKind.Document => $"document {Name}",
        ReasonKind.Drawn => $"drawn by lot among {Levels}",
        ReasonKind.InsteadOfInitiator => $"instead of {Of}, who started it",
        ReasonKind.NobodyElse => "nobody else was found",
        ReasonKind.Added => $"added by {Of}",
        ReasonKind.Transferred => $"transferred by {Of}",
        ReasonKind.HandedOver => $"handed over by {Of}",
        ReasonKind.StartedIt => "passed: started it",
        ReasonKind.AgreedBefore => $"passed: agreed to {Name} before",
    };

    private string Up => Levels > 1 ? $", {Levels} levels up" : "";
}

/// <summary>What led to a seat.</summary>
public enum ReasonKind
{
    Named,
    Role,
    Department,
    Head,
    Manager,
    Position,
    Initiator,
    Chosen,
    Field,
    Document,

    /// <summary>By lot; <see cref="SeatReason.Levels"/> is the number of candidates.</summary>
    Drawn,

    InsteadOfInitiator,
    NobodyElse,
    Added,
    Transferred,
    HandedOver,

    /// <summary>Passed by a rule: the holder started it.</summary>
    StartedIt,

    /// <summary>Passed by a rule: the holder has agreed before.</summary>
    AgreedBefore,
}
