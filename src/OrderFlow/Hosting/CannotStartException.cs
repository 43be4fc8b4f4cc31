namespace OrderFlow.Hosting;

/// <summary>The host cannot start. The message is one sentence for the person who started it: what is wrong and what to do.</summary>
public sealed class CannotStartException(string message, Exception? inner = null) : Exception(message, inner);
