using System.Globalization;
using Jint;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>Makes the engine of one evaluation: fresh, so that nothing of one script is left for the next, and limited in everything.</summary>
internal static class ScriptEngine
{
    public static Jint.Engine Create(EngineLimits limits, CompiledScript script, ExpressionScope scope)
    {
        var options = new Options
        {
            Culture = CultureInfo.InvariantCulture,
            TimeSystem = new ScriptClock(scope.Now),
            AgentCanSuspend = false,
        };
        options.MaxStatements(limits.ScriptStatements)
            .TimeoutInterval(limits.ScriptTime)
            .LimitMemory(limits.ScriptMemory)
            .LimitRecursion(limits.ScriptRecursion)
            .DisableStringCompilation();
        options.Constraints.StackOverflowGuard = true;
        options.Constraints.RegexTimeout = limits.ScriptTime;
        options.Constraints.MaxArraySize = (uint)(limits.ScriptMemory / 32);
        options.Json.MaxParseDepth = JsonValues.MaxDepth;
        var engine = new Jint.Engine(options);
        NativeGuards.Install(engine, script.Survey, limits);
        ScriptRandom.Install(engine, script.Survey, scope);
        return engine;
    }
}
