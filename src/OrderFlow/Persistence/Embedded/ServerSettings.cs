using System.Globalization;

namespace OrderFlow.Persistence.Embedded;

/// <summary>The settings of the embedded server. What they do not name has PostgreSQL's default: every commit is on disk.</summary>
internal static class ServerSettings
{
    private static readonly Dictionary<string, string> Ours = new()
    {
        ["max_connections"] = "200",
        // Our statements are short; compiling one costs more than it saves.
        ["jit"] = "off",
        ["timezone"] = "UTC",
        ["log_timezone"] = "UTC",
        // The log tells of starts, stops and crashes. A failed statement is the host's to report, which caused it.
        ["log_min_messages"] = "log",
        ["log_checkpoints"] = "off",
        ["cluster_name"] = "orderflow",
    };

    /// <param name="wanted">Win over ours, except those that keep the server on loopback and on the port.</param>
    /// <param name="port">Port that it listens on.</param>
    internal static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> wanted, int port)
    {
        var all = new Dictionary<string, string>(Ours, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in wanted)
        {
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.'))
                throw new EmbeddedPostgresException($"'{name}' (Postgres:Settings) is not the name of a PostgreSQL setting.");
            all[name] = value;
        }

        all["listen_addresses"] = "127.0.0.1";
        all["port"] = port.ToString(CultureInfo.InvariantCulture);
        // A socket file would stand in a folder that others may write.
        all["unix_socket_directories"] = "";
        return all;
    }

    /// <summary>Is what a commit wrote on disk when it returns?</summary>
    internal static bool AreDurable(IReadOnlyDictionary<string, string> wanted) =>
        !wanted.TryGetValue("fsync", out var fsync) || fsync is not ("off" or "false" or "no" or "0");
}
