using System.Diagnostics;
using System.Text;

namespace OrderFlow.Engine.Expressions.Liquid;

/// <summary>What one rendering may still use. Over it: an <see cref="ExpressionFailure"/>.</summary>
internal sealed class TemplateBudget(Execution.EngineLimits limits)
{
    /// <summary>Characters of one text, and items of one list, that a template may make.</summary>
    public const int MaxText = 1024 * 1024;

    public const int MaxItems = 10_000;

    private const string Key = "budget";

    private readonly long started = Stopwatch.GetTimestamp();
    private long left = limits.ScriptMemory / 2;

    public static TemplateBudget Of(Fluid.TemplateContext context) => (TemplateBudget)context.AmbientValues[Key];

    public void Attach(Fluid.TemplateContext context) => context.AmbientValues[Key] = this;

    /// <summary>Before or after something of so many characters is made.</summary>
    public void Use(double characters)
    {
        if (characters > MaxText) throw new ExpressionFailure($"The template was stopped: a text would have more than {MaxText} characters.");
        if ((left -= (long)characters) < 0) throw new ExpressionFailure($"The template was stopped: it used more than {limits.ScriptMemory / 1024 / 1024} MiB.");
        if (Stopwatch.GetElapsedTime(started) > limits.ScriptTime) throw new ExpressionFailure($"The template was stopped: it ran longer than {limits.ScriptTime.TotalSeconds} s.");
    }

    public static void Items(double count)
    {
        if (count > MaxItems) throw new ExpressionFailure($"The template was stopped: a list would have more than {MaxItems} items.");
    }
}

/// <summary>Collects what a template writes, within its budget.</summary>
internal sealed class BudgetWriter(TemplateBudget budget) : TextWriter
{
    private readonly StringBuilder text = new();

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value)
    {
        Grow(1);
        text.Append(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Grow(count);
        text.Append(buffer, index, count);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Grow(buffer.Length);
        text.Append(buffer);
    }

    public override void Write(string? value)
    {
        Grow(value?.Length ?? 0);
        text.Append(value);
    }

    public override Task WriteAsync(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(char[] buffer, int index, int count)
    {
        Write(buffer, index, count);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return Task.CompletedTask;
    }

    public override Task FlushAsync() => Task.CompletedTask;

    public override string ToString() => text.ToString();

    private void Grow(int by)
    {
        if (text.Length + by > TemplateBudget.MaxText) throw new ExpressionFailure($"The template was stopped: a text would have more than {TemplateBudget.MaxText} characters.");
        budget.Use(by);
    }
}
