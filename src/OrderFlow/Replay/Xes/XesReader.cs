using System.Xml;

namespace OrderFlow.Replay.Xes;

/// <summary>
/// Reads an event log in XES (IEEE 1849), the format of process-mining tools, one case at a time.
/// Extensions, classifiers and elements that the standard does not know are passed over. So are the values of global
/// attributes: the standard gives them as samples for writing new events, and a missing time must stay missing.
/// </summary>
public sealed class XesReader : IDisposable
{
    private readonly NodeGuard guard;
    private readonly XmlReader xml;
    private readonly XesLimits limits;
    private TraceBuilder? open;
    private int traces;

    /// <param name="log">Unpacked XML. Stays open when the reader is disposed.</param>
    /// <param name="limits">Null: <see cref="XesLimits.Default"/>.</param>
    public XesReader(Stream log, XesLimits? limits = null)
    {
        this.limits = limits ?? XesLimits.Default;
        guard = new NodeGuard(log, this.limits.NodeBytes);
        xml = XmlReader.Create(guard, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        });
    }

    /// <summary>The log's cases, read as they are asked for. Ends with a <see cref="LogBreak"/> when the XML cannot be read to its end.</summary>
    public IEnumerable<LogEntry> Entries()
    {
        while (Next() is { } entry)
        {
            yield return entry;
            if (entry is LogBreak)
                yield break;
        }
    }

    public void Dispose()
    {
        xml.Dispose();
        guard.Dispose();
    }

    private LogEntry? Next()
    {
        open = null;
        try
        {
            while (Move())
            {
                if (xml.NodeType != XmlNodeType.Element)
                    continue;
                if (xml.Depth == 0 && xml.LocalName != "log")
                    throw new InvalidDataException($"Expected the element <log>, but found <{xml.LocalName}>: this is no XES log.");
                if (xml.Depth == 1 && xml.LocalName == "trace")
                    return ReadTrace();
            }
            return null;
        }
        catch (XmlException broken)
        {
            return new LogBreak(broken.Message, open?.Name) { Line = broken.LineNumber, Column = broken.LinePosition };
        }
        catch (InvalidDataException broken)   // from the gzip stream, or a limit
        {
            var (line, column) = Position;
            return new LogBreak(broken.Message, open?.Name) { Line = line, Column = column };
        }
    }

    private LogCase ReadTrace()
    {
        var (line, column) = Position;
        var trace = open = new TraceBuilder(++traces, line, column, limits);
        ForEachChild(() =>
        {
            if (xml.LocalName == "event")
                ReadEvent(trace);
            else if (ReadAttribute(trace) is { } attribute)
                trace.Add(attribute);
        });
        open = null;
        return trace.Build();
    }

    private void ReadEvent(TraceBuilder trace)
    {
        var (line, column) = Position;
        var attributes = new Dictionary<string, LogValue>(StringComparer.Ordinal);
        ForEachChild(() =>
        {
            if (ReadAttribute(trace) is { } attribute)
                attributes.TryAdd(attribute.Key, attribute.Value);
        });
        trace.AddEvent(line, column, attributes);
    }

    /// <summary>Null: an element that is no attribute, or one without a key or beyond the case's size.</summary>
    private KeyValuePair<string, LogValue>? ReadAttribute(TraceBuilder trace)
    {
        if (LogTypes.Named(xml.LocalName) is not { } type || xml.GetAttribute("key") is not { } key)
            return null;
        var text = xml.GetAttribute("value") ?? "";
        if (!trace.HasRoomFor(key, text))
            return null;
        List<KeyValuePair<string, LogValue>>? children = null;
        ReadNested(trace, ref children);
        return new(key, new LogValue(type, text, children ?? (IReadOnlyList<KeyValuePair<string, LogValue>>)[]));
    }

    private void ReadNested(TraceBuilder trace, ref List<KeyValuePair<string, LogValue>>? into)
    {
        var found = into;
        ForEachChild(() =>
        {
            if (xml.LocalName == "values")   // the items of a list
                ReadNested(trace, ref found);
            else if (ReadAttribute(trace) is { } attribute)
                (found ??= []).Add(attribute);
        });
        into = found;
    }

    /// <summary>Calls for each element below the present one; what the call does not read is passed over.</summary>
    private void ForEachChild(Action read)
    {
        if (xml.IsEmptyElement)
            return;
        var depth = xml.Depth;
        while (Move() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.Depth == depth + 1)
                read();
        }
    }

    private bool Move()
    {
        guard.NextNode();
        var more = xml.Read();
        if (xml.Depth > limits.Depth)
            throw new InvalidDataException($"Elements are nested more than {limits.Depth} deep.");
        return more;
    }

    private (int Line, int Column) Position => xml is IXmlLineInfo where ? (where.LineNumber, where.LinePosition) : (0, 0);
}
