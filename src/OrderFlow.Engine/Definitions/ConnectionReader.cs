using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Definitions;

/// <summary>A connection in Elsa's spellings: ends as objects or as ids beside their ports, names in camel or Pascal case.</summary>
internal static class ConnectionReader
{
    /// <summary>Null: half of it is missing; Elsa drops such entries too.</summary>
    public static Connection? Read(MemberReader connection)
    {
        var (source, sourcePort) = End(connection.Source, "source", "Source", "Done");
        var (target, targetPort) = End(connection.Source, "target", "Target", "In");
        return source.Length == 0 || target.Length == 0 ? null : new Connection(source, sourcePort, target, targetPort);
    }

    private static (string Activity, string Port) End(JsonObject connection, string camel, string pascal, string standardPort)
    {
        var end = connection[camel] ?? connection[pascal];
        if (end is JsonObject point) return (Text(point, "activity", "Activity") ?? "", Text(point, "port", "Port") ?? standardPort);
        return ((end as JsonValue)?.ToString() ?? "", Text(connection, camel + "Port", pascal + "Port") ?? standardPort);
    }

    private static string? Text(JsonObject from, string camel, string pascal) =>
        (from[camel] ?? from[pascal]) is JsonValue value && value.ToString() is { Length: > 0 } text ? text : null;
}
