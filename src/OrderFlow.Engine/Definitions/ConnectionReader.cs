using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Definitions;

/// <summary>A connection in Elsa's spellings: ends as objects or as ids beside their ports, names in any case.</summary>
internal static class ConnectionReader
{
    /// <summary>Null: half of it is missing; Elsa drops such entries too.</summary>
    public static Connection? Read(JsonObject connection)
    {
        var (source, sourcePort) = End(connection, "source", "Done");
        var (target, targetPort) = End(connection, "target", "In");
        return source.Length == 0 || target.Length == 0 ? null : new Connection(source, sourcePort, target, targetPort);
    }

    private static (string Activity, string Port) End(JsonObject connection, string end, string standardPort) => connection.Member(end) is JsonObject point
        ? (Text(point, "activity") ?? "", Text(point, "port") ?? standardPort)
        : (Text(connection, end) ?? "", Text(connection, end + "Port") ?? standardPort);

    private static string? Text(JsonObject from, string member) => from.Member(member) is JsonValue value && value.ToString() is { Length: > 0 } text ? text : null;
}
