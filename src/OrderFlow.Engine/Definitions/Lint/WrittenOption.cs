using System.Globalization;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>What an approval task's input offers a choice for, as the running task reads it.</summary>
internal static class WrittenOption
{
    /// <summary>By name in any case, or by number; the first where nothing is written. Null: not known before it runs, or none of the options.</summary>
    public static string? Of(ActivityDefinition task, string input)
    {
        var options = ApprovalDescriptor.Inputs.Single(i => i.Name == input).Options!;
        if (!task.Inputs.TryGetValue(input, out var given)) return options[0];
        if (given.Type != "Literal") return null;
        var text = given.Text.Trim();
        if (text.Length == 0) return options[0];
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < options.Count
            ? options[number]
            : options.FirstOrDefault(o => o.Equals(text, StringComparison.OrdinalIgnoreCase));
    }
}
