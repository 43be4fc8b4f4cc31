using Acornima;
using Acornima.Ast;
using Jint;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>A parsed script with what it may touch. Immutable; every evaluation of the same text shares it.</summary>
internal sealed record CompiledScript(Prepared<Script> Program, ScriptSurvey Survey);

/// <summary>Parses a script: an expression, statements whose last value counts, or statements with a <c>return</c>.</summary>
internal static class ScriptCompiler
{
    /// <summary>Longer scripts are refused: parsing takes no notice of a time limit.</summary>
    public const int MaxLength = 256 * 1024;

    private static readonly ScriptPreparationOptions Options = new()
    {
        CollectReferencedGlobals = true,
        ParsingOptions = new ScriptParsingOptions { AllowReturnOutsideFunction = true },
    };

    /// <summary>Throws <see cref="ExpressionFailure"/> with "line:column: what".</summary>
    public static CompiledScript Compile(string text)
    {
        if (text.Length > MaxLength) throw new ExpressionFailure($"1:1: The script has {text.Length} characters; at most {MaxLength} are allowed.");
        var program = Parse(text);
        var survey = ScriptSurvey.Of(program.Program!, program.ReferencedGlobals!);
        return survey.BigInt is { } at
            ? throw new ExpressionFailure($"{at.Line}:{at.Column + 1}: BigInt is not available: numbers without an end cannot be limited.")
            : new CompiledScript(program, survey);
    }

    private static Prepared<Script> Parse(string text)
    {
        try
        {
            return Jint.Engine.PrepareScript(text, options: Options);
        }
        catch (ScriptPreparationException e) when (e.InnerException is ParseErrorException parse)
        {
            throw new ExpressionFailure($"{parse.LineNumber}:{parse.Column + 1}: {FirstLine(parse.Description)}", e);
        }
        catch (Exception e) when (e is ScriptPreparationException or InsufficientExecutionStackException)
        {
            throw new ExpressionFailure("1:1: The script is nested too deeply.", e);
        }
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
