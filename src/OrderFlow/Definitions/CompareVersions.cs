using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Definitions.Differences;

namespace OrderFlow.Definitions;

/// <summary>What came of comparing two versions.</summary>
public abstract record ComparisonResult
{
    /// <param name="Old">The definition of <paramref name="From"/>.</param>
    /// <param name="New">The definition of <paramref name="To"/>.</param>
    public sealed record Done(DefinitionVersion From, DefinitionVersion To, WorkflowDefinition Old, WorkflowDefinition New, WorkflowDifference Difference) : ComparisonResult;

    /// <summary>There is no such version.</summary>
    public sealed record Missing(VersionChoice Choice) : ComparisonResult;
}

/// <summary>Compares two versions of a workflow.</summary>
public sealed class CompareVersionsHandler(DefinitionStore store)
{
    public async Task<ComparisonResult> HandleAsync(string definitionId, VersionChoice from, VersionChoice to, CancellationToken cancel)
    {
        if (await store.FindAsync(definitionId, from, cancel) is not { } old) return new ComparisonResult.Missing(from);
        if (await store.FindAsync(definitionId, to, cancel) is not { } now) return new ComparisonResult.Missing(to);
        var (before, after) = (DefinitionStore.Read(old), DefinitionStore.Read(now));
        return new ComparisonResult.Done(old, now, before, after, DefinitionComparer.Compare(before, after, KnownActivities.Registry));
    }
}
