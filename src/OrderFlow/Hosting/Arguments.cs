namespace OrderFlow.Hosting;

/// <summary>
/// The command line in two parts. Settings may stand anywhere on it, as <c>--Section:Name=value</c>; so may the four that
/// .NET hosts know (<c>--urls=…</c>, <c>--environment=…</c>, <c>--contentRoot=…</c>, <c>--applicationName=…</c>). All else is
/// the command's own, where a misspelt option is an error and not a setting that nobody reads.
/// </summary>
/// <param name="Settings">For the configuration.</param>
/// <param name="Command">For the command.</param>
internal sealed record Arguments(string[] Settings, string[] Command)
{
    private static readonly string[] HostSettings = ["urls", "environment", "contentRoot", "applicationName"];

    internal static Arguments Split(string[] all)
    {
        var sides = all.ToLookup(IsSetting);
        return new Arguments([.. sides[true]], [.. sides[false]]);
    }

    private static bool IsSetting(string argument)
    {
        var end = argument.IndexOf('=', StringComparison.Ordinal);
        if (end < 0 || !argument.StartsWith("--", StringComparison.Ordinal))
            return false;
        var name = argument[2..end];
        return name.Contains(':', StringComparison.Ordinal) || HostSettings.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
