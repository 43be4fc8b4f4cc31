using System.Globalization;

namespace OrderFlow.Hosting;

/// <summary>Settings are text; here those that must be more are held against what they must be, before anything is started.</summary>
internal static class SettingsCheck
{
    private static readonly (string Name, Func<string, bool> Fits, string Expected)[] Rules =
    [
        ("Demo:Enabled", IsBoolean, "true or false"),
        ("Journal:KeepMonths", text => IsWhole(text, 1, 1200), "a whole number of months, 1 or more"),
        ("Mail:Port", text => IsWhole(text, 1, ushort.MaxValue), "a port, 1 to 65535"),
        ("Mail:RequireTls", IsBoolean, "true or false"),
        ("Mail:Timeout", text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero, "a duration, as in 00:00:30"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", text => Uri.TryCreate(text, UriKind.Absolute, out var to) && to.Scheme is "http" or "https", "an address, as in http://localhost:4317"),
    ];

    /// <exception cref="CannotStartException">A setting does not fit; the sentence names it.</exception>
    internal static void Demand(IConfiguration configuration)
    {
        foreach (var (name, fits, expected) in Rules)
        {
            if (configuration[name] is { Length: > 0 } text && !fits(text))
                throw Misfit(name, text, expected);
        }

        foreach (var section in configuration.GetSection("Logging").GetChildren().Append(configuration.GetSection("Logging")))
        {
            foreach (var level in section.GetSection("LogLevel").GetChildren())
            {
                if (level.Value is { Length: > 0 } text && !Enum.TryParse<LogLevel>(text, ignoreCase: true, out _))
                    throw Misfit(level.Path, text, $"one of {string.Join(", ", Enum.GetNames<LogLevel>())}");
            }
        }
    }

    private static CannotStartException Misfit(string name, string text, string expected) =>
        new($"The setting {name} is '{text}', but must be {expected}.");

    private static bool IsBoolean(string text) => bool.TryParse(text, out _);

    private static bool IsWhole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;
}
