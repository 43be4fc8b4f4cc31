using Cronos;

namespace OrderFlow.Engine.Activities;

/// <summary>Cron expressions as Elsa writes them: five fields, or six with seconds first; UTC.</summary>
public static class CronSchedule
{
    /// <summary>The first occurrence after a moment; null: it is no cron expression, or never occurs again.</summary>
    public static DateTimeOffset? Next(string text, DateTimeOffset after)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (!CronExpression.TryParse(text, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard, out var cron)) return null;
        return cron.GetNextOccurrence(after.UtcDateTime) is { } next ? new DateTimeOffset(next, TimeSpan.Zero) : null;
    }
}
