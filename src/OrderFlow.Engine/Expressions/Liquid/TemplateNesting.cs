using System.Text.RegularExpressions;

namespace OrderFlow.Engine.Expressions.Liquid;

/// <summary>
/// Refuses templates that are nested so deeply that parsing or rendering them would exhaust the stack, which ends the process.
/// Looks at the text alone and may therefore count what stands in a comment.
/// </summary>
internal static partial class TemplateNesting
{
    private const int MaxBlocks = 50;
    private const int MaxBrackets = 20;
    private const int MaxOperators = 100;

    /// <summary>Throws <see cref="ExpressionFailure"/> with "line:column: what".</summary>
    public static void Check(string text)
    {
        var depth = 0;
        foreach (var tag in (text.Contains("liquid", StringComparison.Ordinal) ? TagsAndLines() : Tags()).EnumerateMatches(text))
        {
            var isEnd = text.AsSpan(tag.Index, tag.Length).Contains("end", StringComparison.Ordinal);
            depth = isEnd ? Math.Max(0, depth - 1) : depth + 1;
            if (depth > MaxBlocks) throw TooDeep(text, tag.Index, $"Blocks are nested more than {MaxBlocks} deep.");
        }

        CheckExpressions(text);
    }

    private static void CheckExpressions(string text)
    {
        foreach (var match in Markup().EnumerateMatches(text))
        {
            var markup = text.AsSpan(match.Index, match.Length);
            int depth = 0, deepest = 0, operators = 0;
            foreach (var c in markup)
            {
                if (c is '[' or '(') deepest = Math.Max(deepest, ++depth);
                else if (c is ']' or ')') depth--;
                else if (c is '|' or ',') operators++;
            }

            if (deepest > MaxBrackets) throw TooDeep(text, match.Index, $"Brackets are nested more than {MaxBrackets} deep.");
            operators += Words().Count(markup);
            if (operators > MaxOperators) throw TooDeep(text, match.Index, $"More than {MaxOperators} filters and operators in one place.");
        }
    }

    private static ExpressionFailure TooDeep(string text, int at, string what)
    {
        var before = text.AsSpan(0, at);
        return new ExpressionFailure($"{before.Count('\n') + 1}:{at - before.LastIndexOf('\n')}: {what}");
    }

    [GeneratedRegex(@"\{%-?\s*(end)?(if|unless|case|for|tablerow|capture|comment|raw)\b")]
    private static partial Regex Tags();

    [GeneratedRegex(@"(\{%-?|\n)\s*(end)?(if|unless|case|for|tablerow|capture|comment|raw)\b")]
    private static partial Regex TagsAndLines();

    [GeneratedRegex(@"\{[{%].*?([}%]\}|\z)", RegexOptions.Singleline)]
    private static partial Regex Markup();

    [GeneratedRegex(@"\b(and|or)\b|[<>=!]=?|\bcontains\b")]
    private static partial Regex Words();
}
