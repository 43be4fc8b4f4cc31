using System.Globalization;

namespace OrderFlow.Definitions;

/// <summary>Which version of a definition is meant; Elsa's <c>versionOptions</c>.</summary>
public readonly record struct VersionChoice(VersionKind Kind, int Number = 0)
{
    public static VersionChoice Latest => new(VersionKind.Latest);
    public static VersionChoice Published => new(VersionKind.Published);
    public static VersionChoice LatestOrPublished => new(VersionKind.LatestOrPublished);

    /// <summary>Reads "Latest", "Published", "LatestOrPublished", "LatestAndPublished", "Draft", "AllVersions" or a number; empty is Latest. False: none of these.</summary>
    public static bool TryParse(string? text, out VersionChoice choice)
    {
        choice = Latest;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) choice = new VersionChoice(VersionKind.Number, number);
        else if (Enum.TryParse<VersionKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && kind != VersionKind.Number && !text.Contains(',', StringComparison.Ordinal)) choice = new VersionChoice(kind);
        else return false;
        return true;
    }

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => Kind == VersionKind.Number ? Number.ToString(CultureInfo.InvariantCulture) : Kind.ToString();

    internal IQueryable<DefinitionVersion> Of(IQueryable<DefinitionVersion> all)
    {
        var number = Number;
        return Kind switch
        {
            VersionKind.Latest => all.Where(d => d.IsLatest),
            VersionKind.Published => all.Where(d => d.IsPublished),
            VersionKind.LatestOrPublished => all.Where(d => d.IsLatest || d.IsPublished),
            VersionKind.LatestAndPublished => all.Where(d => d.IsLatest && d.IsPublished),
            VersionKind.Draft => all.Where(d => d.IsLatest && !d.IsPublished),
            VersionKind.AllVersions => all,
            VersionKind.Number => all.Where(d => d.Version == number),
        };
    }
}

public enum VersionKind
{
    Latest,
    Published,
    LatestOrPublished,
    LatestAndPublished,
    Draft,
    AllVersions,
    Number,
}
