using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals.Actions;

/// <summary>Questions to people beside the task. Where the task says so, its deadlines stand still until all are answered.</summary>
internal static class Asking
{
    public static Refused? Ask(ApprovalWork work, AskInformation command)
    {
        var approval = work.Approval;
        if (work.Comment is null) return new Refused(Refusal.Invalid, $"A question on '{approval.Name}' needs words.");
        if (Held.Read(approval, command.To, out var to, mayOnlyAdvise: true) is { } refused) return refused;
        if (work.Caller.Is(to)) return new Refused(Refusal.Invalid, $"'{work.Caller.Person}' cannot ask himself: name somebody else.");

        work.Approval = approval with { Inquiries = [.. approval.Inquiries, new Inquiry(approval.Inquiries.Count + 1, work.Caller.Person, to, work.Now, null)] };
        if (approval.Rules.PausesWhileAsking && approval.PausedAt is null)
        {
            work.Approval = work.Approval with { PausedAt = work.Now };
            work.Effects.Add(new ClockPaused());
        }

        work.Did($"Asked {Held.Said(to)}", [], to);
        work.Tell(NoticeKind.Asked, [to]);
        return null;
    }

    public static Refused? Answer(ApprovalWork work, GiveInformation command)
    {
        var approval = work.Approval;
        if (approval.Inquiries.FirstOrDefault(i => i.Id == command.Inquiry && i.AnsweredAt is null) is not { } inquiry)
            return new Refused(Refusal.NotOpen, $"'{approval.Name}' has no open question {command.Inquiry}.");
        if (!MayAnswer(inquiry, work.Caller)) return new Refused(Refusal.NotAllowed, $"Question {inquiry.Id} on '{approval.Name}' was put to '{Held.Said(inquiry.To)}'.");
        var isWithdrawn = !work.Caller.Is(inquiry.To);
        if (!isWithdrawn && work.Comment is null) return new Refused(Refusal.Invalid, $"An answer on '{approval.Name}' needs words.");

        work.Approval = approval with { Inquiries = [.. approval.Inquiries.Select(i => i.Id == inquiry.Id ? i with { AnsweredAt = work.Now } : i)] };
        if (approval.PausedAt is { } paused && work.Approval.Inquiries.All(i => i.AnsweredAt is not null))
        {
            var later = work.Now - paused;
            work.Approval = work.Approval with { PausedAt = null, DueAt = approval.DueAt + later };
            work.Effects.Add(new ClockResumed(later));
        }

        work.Did(isWithdrawn ? "Withdrew the question" : "Answered", [], Entries.User(inquiry.By));
        work.Tell(isWithdrawn ? NoticeKind.Mentioned : NoticeKind.Answered, isWithdrawn ? [] : [Entries.User(inquiry.By)]);
        return null;
    }

    public static bool MayAnswer(Inquiry inquiry, Caller caller) => caller.IsAdministrator || caller.Is(inquiry.To) || caller.IsPerson(inquiry.By);
}
