namespace OrderFlow.Engine.Definitions;

/// <summary>Scripts and templates that read a variable which nobody declares or sets: null when they run, and mostly a slip of the pen.</summary>
internal static class ScriptRules
{
    public static void Check(IReadOnlyList<ScriptUse> scripts, List<Finding> findings)
    {
        // A script may make a variable by setting it: which comes first is not known before they run.
        var set = scripts.SelectMany(s => s.Uses.Writes).ToHashSet(StringComparer.Ordinal);
        foreach (var (activity, written, uses) in scripts)
            foreach (var name in uses.Reads)
                if (!set.Contains(name) && !activity.Scope.Names.Contains(name) && !ExpressionRules.IsLoopVariable(activity, name, name))
                    findings.Add(Findings.UnknownScriptVariable(activity.Definition, name, written.Name, written.Place));
    }
}
