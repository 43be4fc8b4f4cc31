namespace OrderFlow.Replay.Xes;

/// <summary>The attribute types of IEEE 1849.</summary>
public enum LogType
{
    /// <summary>string</summary>
    Text,
    Date,

    /// <summary>int, 64 bits</summary>
    Whole,

    /// <summary>float</summary>
    Number,
    Boolean,
    Id,
    List,
    Container,
}

internal static class LogTypes
{
    private static readonly Dictionary<string, LogType> ByName = Enum.GetValues<LogType>().ToDictionary(XesName, StringComparer.Ordinal);

    /// <summary>The element's name in the log, which mapping files use too.</summary>
    public static string XesName(this LogType type) => type switch
    {
        LogType.Text => "string",
        LogType.Date => "date",
        LogType.Whole => "int",
        LogType.Number => "float",
        LogType.Boolean => "boolean",
        LogType.Id => "id",
        LogType.List => "list",
        LogType.Container => "container",
    };

    /// <summary>Null: the standard has no type of that name.</summary>
    public static LogType? Named(string? xesName) => xesName is not null && ByName.TryGetValue(xesName, out var type) ? type : null;
}
