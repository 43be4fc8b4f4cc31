using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrderFlow.Hosting.Api;

namespace OrderFlow.People;

/// <summary>Knows a caller by <c>X-Api-Key: …</c> or <c>Authorization: ApiKey …</c>.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    private const string HeaderScheme = "ApiKey ";

    /// <summary>Null: the request brings none.</summary>
    public static string? KeyOf(HttpRequest request)
    {
        if (request.Headers["X-Api-Key"] is [{ Length: > 0 } key, ..]) return key;
        return request.Headers.Authorization is [{ } header, ..] && header.StartsWith(HeaderScheme, StringComparison.OrdinalIgnoreCase) ? header[HeaderScheme.Length..].Trim() : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyOf(Request) is not { } key) return AuthenticateResult.NoResult();
        return await keys.UserOfAsync(key, Context.RequestAborted) is { } user
            ? AuthenticateResult.Success(new AuthenticationTicket(Access.PrincipalOf(user, Authentication.Key), Authentication.Key))
            : AuthenticateResult.Fail("The key is unknown, expired or revoked, or its user is not active.");
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "ApiKey";
        // Who sends a key and is told to send a key looks in the wrong place.
        await new Problem(StatusCodes.Status401Unauthorized, "bad-key", ApiText.BadKey).ToResult().ExecuteAsync(Context);
    }
}
