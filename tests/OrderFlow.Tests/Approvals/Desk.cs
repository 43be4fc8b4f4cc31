using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;

namespace OrderFlow.Tests.Approvals;

/// <summary>
/// One approval driven by hand, in few words: "ann+" agrees, "ann-" refuses, "ann&gt;ben" transfers. Every change goes through JSON,
/// as in the store.
/// </summary>
internal sealed class Desk
{
    /// <param name="people">Names or entries, with "*3" for a weight and "!" for a veto: "ann*3!".</param>
    public Desk(ApprovalMode mode, string people, ApprovalRules? rules = null)
    {
        Approval = Turns.Settle(new Approval
        {
            TaskId = new Guid("018f0000-0000-7000-8000-0000000000aa"),
            Name = "Check",
            Rules = (rules ?? new ApprovalRules()) with { Mode = mode, Outcomes = rules?.Outcomes is { Count: > 0 } outcomes ? outcomes : ["Approve", "Reject"] },
            Seats = [.. people.Split(' ').Select(Seat)],
            Initiator = "ida",
            OpenedAt = Now,
        });
    }

    public Approval Approval { get; set; }
    public DateTimeOffset Now { get; set; } = Rig.Noon;
    public IReadOnlyList<ApprovalEffect> Last { get; private set; } = [];
    public List<ActionTaken> Journal { get; } = [];

    /// <summary>Whose turn it is, without "user:".</summary>
    public string Waiting => string.Join(" ", Approval.Waiting.Select(w => w.Replace("user:", "", StringComparison.Ordinal)));

    public string Outcome => Approval.Result?.Outcome ?? "";

    public IEnumerable<Notice> Told => Last.OfType<Notice>();

    /// <summary>Decisions by people: "ann+ ben-".</summary>
    public Desk Play(string moves)
    {
        foreach (var move in moves.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Do(move[..^1], new CastDecision(move[^1] == '+' ? Approval.Rules.Outcomes[0] : Approval.Rules.Outcomes[1]));
        return this;
    }

    public Desk Do(string who, ApprovalCommand command) => Do(By(who), command);

    public Desk Do(Caller who, ApprovalCommand command)
    {
        var answer = ApprovalDesk.Decide(Approval, command, who, Now);
        var change = answer as ApprovalChange ?? throw new InvalidOperationException($"{who.Name} {command.Action}: {((ApprovalRefused)answer).Refused.Message}");
        (Approval, Last) = (Approval.FromJson(change.Approval.ToJson()), change.Effects);
        Journal.Add(Last.OfType<ActionTaken>().ShouldHaveSingleItem());
        return this;
    }

    public Refused Refuse(string who, ApprovalCommand command) => Refuse(By(who), command);

    public Refused Refuse(Caller who, ApprovalCommand command) => ApprovalDesk.Decide(Approval, command, who, Now).ShouldBeOfType<ApprovalRefused>().Refused;

    /// <summary>"ann", "fay/finance" (with roles), "ben@ann" (ben in the place of ann), "root#" (an administrator).</summary>
    public static Caller By(string who)
    {
        var roles = who.Split('/');
        var stand = roles[0].TrimEnd('#').Split('@');
        return new Caller(stand[0], roles.Skip(1).ToHashSet()) { OnBehalfOf = stand.Length > 1 ? stand[1] : null, IsAdministrator = roles[0].EndsWith('#') };
    }

    private static Seat Seat(string text, int index)
    {
        var parts = text.TrimEnd('!').Split('*');
        return new Seat
        {
            Id = index + 1,
            Entry = Entries.Read(parts[0])!,
            Weight = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 1,
            HasVeto = text.EndsWith('!'),
            Reason = new SeatReason(ReasonKind.Named),
        };
    }
}
