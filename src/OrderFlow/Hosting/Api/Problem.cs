using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace OrderFlow.Hosting.Api;

/// <summary>Why the API does not do what it is asked, in one sentence, and where it can be said, the place and what to do.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable, kebab-case: "missing-member".</param>
/// <param name="Detail">For a person, in the caller's language.</param>
internal sealed record Problem(int Status, string Code, string Detail)
{
    /// <summary>Where in the body ("$.ids[3]"), or the name of a parameter; null: not about one place.</summary>
    public string? Field { get; init; }

    /// <summary>What to do about it; null: the sentence says it.</summary>
    public string? Fix { get; init; }

    /// <summary>Further members, by name: what the winner chose, what is wrong with a definition.</summary>
    public IReadOnlyDictionary<string, object?> More { get; init; } = new Dictionary<string, object?>();

    public IResult ToResult() => Results.Problem(ToDetails());

    public ProblemDetails ToDetails()
    {
        var details = new ProblemDetails { Status = Status, Title = TitleOf(Status), Detail = Detail };
        details.Extensions["code"] = Code;
        if (Field is not null) details.Extensions["field"] = Field;
        if (Fix is not null) details.Extensions["fix"] = Fix;
        foreach (var (name, value) in More) details.Extensions[name] = value;
        return details;
    }

    /// <summary>Answers a request that got no further than its status.</summary>
    public static Problem OfStatus(int status) => new(status, CodeOf(status), status switch
    {
        StatusCodes.Status400BadRequest => ApiText.BadRequest,
        StatusCodes.Status401Unauthorized => ApiText.SignInFirst,
        StatusCodes.Status403Forbidden => ApiText.NotAllowed,
        StatusCodes.Status404NotFound => ApiText.NoSuchAddress,
        StatusCodes.Status405MethodNotAllowed => ApiText.NoSuchMethod,
        StatusCodes.Status413PayloadTooLarge => ApiText.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => ApiText.JsonOnly,
        StatusCodes.Status500InternalServerError => ApiText.OurFault,
        _ => string.Create(CultureInfo.InvariantCulture, $"HTTP {status}"),
    });

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "bad-request",
        StatusCodes.Status401Unauthorized => "not-signed-in",
        StatusCodes.Status403Forbidden => "not-allowed",
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status409Conflict => "conflict",
        StatusCodes.Status413PayloadTooLarge => "too-large",
        StatusCodes.Status415UnsupportedMediaType => "not-json",
        StatusCodes.Status422UnprocessableEntity => "invalid",
        StatusCodes.Status500InternalServerError => "internal-error",
        _ => string.Create(CultureInfo.InvariantCulture, $"http-{status}"),
    };

    private static string TitleOf(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}
