using System.Globalization;
using System.Reflection;
using OrderFlow.Definitions;
using OrderFlow.Hosting.Api;

namespace OrderFlow.Studio.Api;

/// <summary>
/// The query of a request as Elsa's clients write it: names in any case, empty is absent, lists by repeating a name, booleans
/// as "True". What cannot be read is noted: ask for <see cref="Refusal"/> after the last value.
/// </summary>
internal sealed class ElsaQuery(IQueryCollection values) : IBindableFromHttpContext<ElsaQuery>
{
    /// <summary>Of the first value that could not be read; null: all could.</summary>
    public IResult? Refusal { get; private set; }

    public static ValueTask<ElsaQuery?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<ElsaQuery?>(new ElsaQuery(context.Request.Query));

    /// <summary>Null: absent or empty.</summary>
    public string? Text(string name) => Many(name) is [var first, ..] ? first : null;

    public string[] Many(string name) => [.. values[name].OfType<string>().Where(v => v.Length > 0)];

    public int? Number(string name)
    {
        if (Text(name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : Refuse<int>(name, text, ApiText.WholeNumber);
    }

    public bool? Flag(string name)
    {
        if (Text(name) is not { } text) return null;
        return bool.TryParse(text, out var flag) ? flag : Refuse<bool>(name, text, ApiText.TrueOrFalse);
    }

    public T? Choice<T>(string name) where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        return Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : Refuse<T>(name, text, ApiText.OneOf(string.Join(", ", Enum.GetNames<T>())));
    }

    /// <summary>Null: absent, and Elsa's default of the endpoint counts.</summary>
    public VersionChoice? Version(string name = "versionOptions")
    {
        if (Text(name) is not { } text) return null;
        return VersionChoice.TryParse(text, out var choice) ? choice : Refuse<VersionChoice>(name, text, ApiText.OneOf(string.Join(", ", Enum.GetNames<VersionKind>())));
    }

    private T? Refuse<T>(string name, string text, string expected) where T : struct
    {
        Refusal ??= ElsaError.Unreadable(ApiText.BadParameter(name, text, expected));
        return null;
    }
}
