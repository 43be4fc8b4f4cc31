using System.Globalization;
using System.Text;
using OrderFlow.Replay.Xes;

namespace OrderFlow.Tests.Replay.Xes;

/// <summary>Small logs, written down where they are read.</summary>
internal static class XesText
{
    public static string Log(params string[] traces) => $"""
        <?xml version="1.0" encoding="UTF-8" ?>
        <log xes.version="1.0" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
        {string.Join('\n', traces)}
        </log>
        """;

    /// <summary>Events are "name@minute", the minute counted from 2024-05-01T08:00Z.</summary>
    public static string Trace(string name, params string[] events) =>
        $"""<trace><string key="concept:name" value="{name}"/>{string.Concat(events.Select(Event))}</trace>""";

    public static DateTimeOffset Minute(int minute) => new DateTimeOffset(2024, 5, 1, 8, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    public static string Event(string name, string time, string more = "") =>
        $"""<event><string key="concept:name" value="{name}"/><date key="time:timestamp" value="{time}"/>{more}</event>""";

    private static string Event(string shorthand)
    {
        var parts = shorthand.Split('@');
        return Event(parts[0], Minute(int.Parse(parts[1], CultureInfo.InvariantCulture)).ToString("O"));
    }

    public static List<LogEntry> Read(string xml, XesLimits? limits = null) => Read(Encoding.UTF8.GetBytes(xml), limits);

    public static List<LogEntry> Read(byte[] bytes, XesLimits? limits = null)
    {
        using var reader = new XesReader(new MemoryStream(bytes), limits);
        return reader.Entries().ToList();
    }

    public static LogCase ReadOne(string trace, XesLimits? limits = null) =>
        Read(Log(trace), limits).ShouldHaveSingleItem().ShouldBeOfType<LogCase>();
}
