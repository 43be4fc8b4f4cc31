using System.Text.Json;

namespace OrderFlow.Hosting.Api;

/// <summary>What is correct JSON and still cannot be kept: NUL and halves of characters in text, numbers beyond every type.</summary>
internal static class JsonFaults
{
    /// <summary>In characters. The longest that any of our types writes is 31.</summary>
    private const int NumberLength = 64;

    /// <returns>The first one; null: there is none.</returns>
    public static Problem? Find(JsonElement value)
    {
        var path = new Stack<string>();
        if (Find(value, path) is not { } fault) return null;
        var place = "$" + string.Concat(path);
        return JsonBody.BadJson(fault == Fault.Number ? "number-out-of-range" : "bad-text", fault == Fault.Number ? ApiText.HugeNumber(place) : ApiText.BadText(place)) with { Field = place };
    }

    // The steps to the fault are pushed on the way back only: a sound document costs nothing.
    private static Fault? Find(JsonElement value, Stack<string> path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return IsSound(value.GetString) ? null : Fault.Text;
            case JsonValueKind.Number:
                return value.GetRawText().Length <= NumberLength && double.IsFinite(value.GetDouble()) ? null : Fault.Number;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    if (Find(item, path) is { } fault) return Pushed(path, $"[{index}]", fault);
                    index++;
                }

                return null;
            case JsonValueKind.Object:
                var position = 0;
                foreach (var member in value.EnumerateObject())
                {
                    if (!IsSound(() => member.Name)) return Pushed(path, $".#{position}", Fault.Text);
                    if (Find(member.Value, path) is { } fault) return Pushed(path, "." + member.Name, fault);
                    position++;
                }

                return null;
            default:
                return null;
        }
    }

    private static Fault Pushed(Stack<string> path, string step, Fault fault)
    {
        path.Push(step);
        return fault;
    }

    private static bool IsSound(Func<string?> text)
    {
        try
        {
            return text()?.Contains('\0', StringComparison.Ordinal) != true;
        }
        catch (InvalidOperationException)
        {
            // "\ud800" alone: half of a character.
            return false;
        }
    }

    private enum Fault
    {
        Text,
        Number,
    }
}
