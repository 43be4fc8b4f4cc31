using System.Diagnostics;
using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Benchmarks;

/// <summary>The engine alone: start, two resumes and a decision, with the state through JSON each time, as the door does it.</summary>
internal static class EngineSpeed
{
    public static (double MicrosecondsPerInstance, double KilobytesPerInstance, int StateBytes) Run(CompiledWorkflow workflow, int count)
    {
        var engine = new WorkflowEngine(EngineLimits.Default);
        for (var i = 0; i < 500; i++) Once(engine, workflow);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var bytes = 0;
        for (var i = 0; i < count; i++) bytes = Once(engine, workflow);
        return (watch.Elapsed.TotalMicroseconds / count, (GC.GetAllocatedBytesForCurrentThread() - allocated) / 1024.0 / count, bytes);
    }

    private static int Once(WorkflowEngine engine, CompiledWorkflow workflow)
    {
        var now = DateTimeOffset.UtcNow;
        var state = WorkflowEngine.NewInstance(workflow, Guid.CreateVersion7(), now);
        Stimulus stimulus = new StartWorkflow();
        var largest = 0;
        while (true)
        {
            var burst = (Burst)engine.Decide(workflow, state, stimulus, now);
            StateJson.Write(burst.Journal);
            largest = Math.Max(largest, burst.StoredState.Length);
            state = StateJson.ReadState(burst.StoredState);
            if (state.Status == WorkflowStatus.Finished) return largest;
            stimulus = new ResumeBookmark(state.Bookmarks[0].Id, JsonSerializer.SerializeToElement(new { decision = "yes" }));
        }
    }
}
