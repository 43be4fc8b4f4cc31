using System.Globalization;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Definitions;

/// <summary>When a trigger of time starts its workflow next.</summary>
public static class TriggerSchedule
{
    /// <param name="key">As <see cref="WorkflowTrigger.Key"/>.</param>
    /// <param name="last">The moment for which it fired last; null: it never did.</param>
    /// <param name="now">What was missed until then is left out, but for the moment that fires now.</param>
    /// <returns>After <paramref name="now"/>; null: never again, or it is no trigger of time.</returns>
    public static DateTimeOffset? Next(TriggerKind kind, string key, DateTimeOffset? last, DateTimeOffset now)
    {
        switch (kind)
        {
            case TriggerKind.Timer:
                if (!TimeSpan.TryParse(key, CultureInfo.InvariantCulture, out var interval) || interval <= TimeSpan.Zero) return null;
                if (last is not { } from || from > now) return now + interval;
                return from + interval * Math.Floor((now - from) / interval + 1);
            case TriggerKind.Cron:
                return CronSchedule.Next(key, now);
            case TriggerKind.StartAt:
                return last is null && DateTimeOffset.TryParse(key, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && moment > now ? moment.ToUniversalTime() : null;
            case TriggerKind.Event:
            case TriggerKind.HttpEndpoint:
                return null;
        }

        throw new InvalidOperationException($"Expected a known trigger, but got {kind}.");
    }
}
