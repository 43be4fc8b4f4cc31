using System.Globalization;
using Jint.Runtime;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>Stands still at the burst's time, in UTC: the same script gives the same dates whenever and wherever it runs.</summary>
internal sealed class ScriptClock(DateTimeOffset now) : DefaultTimeSystem(TimeZoneInfo.Utc, CultureInfo.InvariantCulture)
{
    public override DateTimeOffset GetUtcNow() => now;
}
