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
    private readonly XesLimits limits;
    private XmlReader? xml;
    private TraceBuilder? open;
    private int traces;

    /// <param name="log">Unpacked XML. Stays open when the reader is disposed.</param>
    /// <param name="limits">Null: <see cref="XesLimits.Default"/>.</param>
    public XesReader(Stream log, XesLimits? limits = null)
    {
        this.limits = limits ?? XesLimits.Default;
        guard = new NodeGuard(log, this.limits.NodeBytes);
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
        xml?.Dispose();
        guard.Dispose();
    }

    private LogEntry? Next()
    {
        open = null;
        try
        {
            while (Move())
            {
                if (Xml.NodeType != XmlNodeType.Element)
                    continue;
                if (Xml.Depth == 0 && Xml.LocalName != "log")
                    throw new InvalidDataException($"Expected the element <log>, but found <{Xml.LocalName}>: this is no XES log.");
                if (Xml.Depth == 1 && Xml.LocalName == "trace")
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
            if (Xml.LocalName == "event")
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
        if (LogTypes.Named(Xml.LocalName) is not { } type || Xml.GetAttribute("key") is not { } key)
            return null;
        var text = Xml.GetAttribute("value") ?? "";
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
            if (Xml.LocalName == "values")   // the items of a list
                ReadNested(trace, ref found);
            else if (ReadAttribute(trace) is { } attribute)
                (found ??= []).Add(attribute);
        });
        into = found;
    }

    /// <summary>Calls for each element below the present one; what the call does not read is passed over.</summary>
    private void ForEachChild(Action read)
    {
        if (Xml.IsEmptyElement)
            return;
        var depth = Xml.Depth;
        while (Move() && Xml.Depth > depth)
        {
            if (Xml.NodeType == XmlNodeType.Element && Xml.Depth == depth + 1)
                read();
        }
    }

    private bool Move()
    {
        guard.NextNode();
        var more = Xml.Read();
        if (Xml.Depth > limits.Depth)
            throw new InvalidDataException($"Elements are nested more than {limits.Depth} deep.");
        return more;
    }

    // Made when it is first asked for: it begins to read at once, and the first byte may be bad already.
    private XmlReader Xml => xml ??= XmlReader.Create(guard, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    });

    private (int Line, int Column) Position => xml is IXmlLineInfo where ? (where.LineNumber, where.LinePosition) : (0, 0);
}
