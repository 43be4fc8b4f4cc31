namespace OrderFlow.Persistence.Embedded;

/// <summary>
/// The embedded PostgreSQL cannot start here. The message is one sentence for the person who started the host: what is
/// wrong, where, and what to do. The cluster is as it was.
/// </summary>
public sealed class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner);
