using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OrderFlow.Hosting;

/// <summary>What the product tells an observer. All names begin with <c>orderflow</c>; durations are in seconds.</summary>
public static class Telemetry
{
    public const string Name = "OrderFlow";

    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> BurstDuration =
        Meter.CreateHistogram<double>("orderflow.burst.duration", "s", "From the lock of an instance to its commit.");
    private static readonly Counter<long> DeadlinesFired =
        Meter.CreateCounter<long>("orderflow.deadline.fired", "{deadline}", "Deadlines whose effect is committed.");
    private static readonly Histogram<double> DeadlineLateness =
        Meter.CreateHistogram<double>("orderflow.deadline.lateness", "s", "From when a deadline was due to its commit.");
    private static readonly Counter<long> MailsSent =
        Meter.CreateCounter<long>("orderflow.mail.sent", "{mail}", "Mails that a mail server took.");
    private static readonly Counter<long> MailsFailed =
        Meter.CreateCounter<long>("orderflow.mail.failed", "{mail}", "Attempts that a mail server refused or did not answer.");

    /// <summary>Activities of the product; give each a name of its own, as in <c>burst</c> or <c>deadline</c>.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>One burst went through the door.</summary>
    /// <param name="definition">Definition id of the instance.</param>
    /// <param name="outcome">How it ended, in few words that repeat: <c>committed</c>, <c>conflict</c>, <c>incident</c>.</param>
    /// <param name="took">From lock to commit.</param>
    public static void Burst(string definition, string outcome, TimeSpan took) =>
        BurstDuration.Record(took.TotalSeconds, new("orderflow.definition", definition), new("orderflow.outcome", outcome));

    /// <summary>A deadline's effect is committed.</summary>
    /// <param name="kind">What kind of deadline, in few words that repeat: <c>reminder</c>, <c>delay</c>.</param>
    /// <param name="lateness">From when it was due to its commit.</param>
    public static void DeadlineFired(string kind, TimeSpan lateness)
    {
        var tag = new KeyValuePair<string, object?>("orderflow.kind", kind);
        DeadlinesFired.Add(1, tag);
        DeadlineLateness.Record(lateness.TotalSeconds, tag);
    }

    public static void MailSent() => MailsSent.Add(1);

    /// <param name="final">True: it was the last attempt, and the mail is a dead letter now.</param>
    public static void MailFailed(bool final) => MailsFailed.Add(1, new KeyValuePair<string, object?>("orderflow.final", final));
}
