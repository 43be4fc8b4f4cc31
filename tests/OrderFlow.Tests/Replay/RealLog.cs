namespace OrderFlow.Tests.Replay;

/// <summary>
/// Travel declarations of a university in 2018, a selection from the BPI Challenge 2020 (doi:10.4121/uuid:2bbf8f6a-fc50-48eb-aa9e-c4ea5ef7e8c5).
/// They lie beside the repository in shared/data and are not part of it.
/// </summary>
internal static class RealLog
{
    public static string? Path { get; } = Above.Find("shared/data/bpic2020-declarations.xes.gz");
}

/// <summary>Files of the repository, and beside it.</summary>
internal static class Above
{
    /// <summary>Looks in every folder above the test's own: a working tree may lie deeper than the repository itself. Null: there is none.</summary>
    public static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, relative);
            if (File.Exists(candidate))
                return candidate;
        }
        return null;
    }
}

/// <summary>A test on the real log; skipped where the log is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealLogFactAttribute : FactAttribute
{
    public RealLogFactAttribute()
    {
        if (RealLog.Path is null)
            Skip = "shared/data/bpic2020-declarations.xes.gz is not beside the repository.";
    }
}
