using Npgsql;

namespace OrderFlow.Hosting;

/// <summary>The reason of an exception, short enough to stand in a sentence for a person.</summary>
internal static class Words
{
    /// <returns>Without codes, positions, further lines and the full stop.</returns>
    internal static string Of(Exception error)
    {
        var reason = error is PostgresException refused ? refused.MessageText : error.Message;
        return reason.Split('\n')[0].TrimEnd('.', ' ', '\r');
    }
}
