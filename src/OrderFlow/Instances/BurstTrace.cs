using System.Diagnostics;
using OrderFlow.Hosting;

namespace OrderFlow.Instances;

/// <summary>One burst as an observer sees it: a span and a duration.</summary>
internal readonly struct BurstTrace : IDisposable
{
    private readonly Activity? span;
    private readonly long started;

    private BurstTrace(Activity? span) => (this.span, started) = (span, Stopwatch.GetTimestamp());

    /// <param name="cause">What sets it off, in one word: the stimulus or <c>start</c>.</param>
    public static BurstTrace Begin(string cause) => new(Telemetry.Source.StartActivity("burst")?.SetTag("orderflow.cause", cause));

    /// <summary>It came to an answer. Without this call it counts as an error.</summary>
    public void End(RunResult result)
    {
        if (result is RunResult.Applied { Instance: var instance })
        {
            span?.SetTag("orderflow.instance", instance.Id).SetTag("orderflow.definition", instance.DefinitionId).SetStatus(ActivityStatusCode.Ok);
            Telemetry.Burst(instance.DefinitionId, instance.IncidentCount > 0 ? "incident" : "committed", Stopwatch.GetElapsedTime(started));
            return;
        }

        var kind = ((RunResult.Rejected)result).Kind.ToString().ToLowerInvariant();
        span?.SetTag("orderflow.refused", kind).SetStatus(ActivityStatusCode.Ok);
        Telemetry.Burst("", kind, Stopwatch.GetElapsedTime(started));
    }

    public void Dispose()
    {
        if (span is { Status: ActivityStatusCode.Unset }) span.SetStatus(ActivityStatusCode.Error);
        span?.Dispose();
    }
}
