using OrderFlow.Engine.Approvals;
using static OrderFlow.Ui.Words;

namespace OrderFlow.Ui;

/// <summary>Why a seat of a task is somebody's, in the language of its reader.</summary>
internal static class SeatReasons
{
    /// <param name="whose">How the person is called whom the reason names; null: as the reason names him.</param>
    public static string Text(SeatReason reason, string? whose)
    {
        var (name, person) = (reason.Name ?? "", whose ?? reason.Of ?? "");
        return reason.Kind switch
        {
            ReasonKind.Named => Say("SeatNamed"),
            ReasonKind.Role => Say("SeatRole", NameOf("Role", name)),
            ReasonKind.Department => Say("SeatDepartment", name),
            ReasonKind.Head when reason.Name is null => reason.Levels > 1 ? Say("SeatHeadOfUp", person, reason.Levels) : Say("SeatHeadOf", person),
            ReasonKind.Head => reason.Levels > 1 ? Say("SeatHeadUp", name, reason.Levels) : Say("SeatHead", name),
            ReasonKind.Manager => reason.Levels > 1 ? Say("SeatManagerUp", person, reason.Levels) : Say("SeatManager", person),
            ReasonKind.Position => Say("SeatPosition", name),
            ReasonKind.Initiator => Say("SeatInitiator"),
            // The word "initiator" is what the choice at the start is kept under.
            ReasonKind.Chosen => reason.Of == "initiator" ? Say("SeatChosenAtStart") : Say("SeatChosen", person),
            ReasonKind.Field => Say("SeatField", name),
            ReasonKind.Document => Say("SeatDocument", name),
            ReasonKind.Drawn => Say("SeatDrawn", reason.Levels),
            ReasonKind.InsteadOfInitiator => Say("SeatInsteadOfInitiator", person),
            ReasonKind.NobodyElse => Say("SeatNobodyElse"),
            ReasonKind.Added => Say("SeatAdded", person),
            ReasonKind.Transferred => Say("SeatTransferred", person),
            ReasonKind.HandedOver => Say("SeatHandedOver", person),
            ReasonKind.StartedIt => Say("SeatStartedIt"),
            ReasonKind.AgreedBefore => Say("SeatAgreedBefore", name),
        };
    }
}
