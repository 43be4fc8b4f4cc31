using System.Globalization;

namespace OrderFlow.Studio.Instances;

/// <summary>
/// Names one run of an activity to Elsa's clients. Theirs are texts that are unique everywhere; ours are numbers within an
/// instance: instance + "-" + number is both.
/// </summary>
internal readonly record struct ExecutionKey(Guid InstanceId, int Number)
{
    /// <returns>Null: no run of ours can have this name.</returns>
    public static ExecutionKey? Parse(string? text)
    {
        var cut = text?.LastIndexOf('-') ?? -1;
        return cut > 0 && Guid.TryParseExact(text.AsSpan(0, cut), "D", out var instance)
            && int.TryParse(text.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ExecutionKey(instance, number)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{InstanceId:D}-{Number}");
}
