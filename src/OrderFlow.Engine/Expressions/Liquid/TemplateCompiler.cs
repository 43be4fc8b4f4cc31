using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;

namespace OrderFlow.Engine.Expressions.Liquid;

/// <summary>Parses a template. What it gives is immutable and shared by every evaluation of the same text.</summary>
internal static partial class TemplateCompiler
{
    /// <summary>Longer templates are refused: parsing takes no notice of a time limit.</summary>
    public const int MaxLength = 256 * 1024;

    private static readonly FluidParser Parser = NewParser();

    /// <summary>Of every rendering. Nothing is looked up in files, and objects of .NET have no members.</summary>
    public static TemplateOptions Options { get; } = NewOptions();

    /// <summary>Throws <see cref="ExpressionFailure"/> with "line:column: what".</summary>
    public static IFluidTemplate Compile(string text)
    {
        if (text.Length > MaxLength) throw new ExpressionFailure($"1:1: The template has {text.Length} characters; at most {MaxLength} are allowed.");
        TemplateNesting.Check(text);
        if (!Parser.TryParse(text, out var template, out var error)) throw new ExpressionFailure(Place(error));
        return new TemplateRewriter(Options).VisitTemplate(template);
    }

    private static FluidParser NewParser()
    {
        var parser = new FluidParser();
        // Other files: there are none. A buffer without a limit, which nobody needs.
        foreach (var tag in new[] { "include", "render", "ifchanged" }) parser.RegisteredTags.Remove(tag);
        return parser;
    }

    private static TemplateOptions NewOptions()
    {
        var options = new TemplateOptions
        {
            MaxSteps = 100_000,
            MaxRecursion = 100,
            CultureInfo = CultureInfo.InvariantCulture,
            TimeZone = TimeZoneInfo.Utc,
            StrictFilters = true,
        };
        TemplateFilters.Install(options);
        return options;
    }

    // Fluid says "what at (line:column)" and goes on with the source.
    private static string Place(string error)
    {
        var line = error.Split('\n')[0].Trim();
        var at = Position().Match(line);
        return at.Success ? $"{at.Groups[1].Value}: {line[..at.Index].TrimEnd()}." : $"1:1: {line}";
    }

    [GeneratedRegex(@"\s*at \((\d+:\d+)\)$")]
    private static partial Regex Position();
}
