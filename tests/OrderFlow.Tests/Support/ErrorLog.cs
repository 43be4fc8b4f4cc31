using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrderFlow.Tests.Support;

/// <summary>Keeps what a host logs as an error, so that a failing test can say why.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Errors { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Errors.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
        // Keeps nothing that must be given back.
    }
}
