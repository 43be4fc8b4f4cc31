using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace OrderFlow.People;

/// <summary>
/// Knows a caller by <c>X-Api-Key: …</c>, <c>Authorization: ApiKey …</c> or <c>Authorization: Bearer …</c>, all with one and the same
/// key; below <c>/elsa/hubs</c> by <c>?access_token=…</c> too, because a browser's WebSocket sends no headers.
/// </summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    private static readonly string[] HeaderSchemes = ["ApiKey ", "Bearer "];

    /// <summary>Null: the request brings none.</summary>
    public static string? KeyOf(HttpRequest request)
    {
        if (request.Headers["X-Api-Key"] is [{ Length: > 0 } key, ..]) return key;
        if (request.Headers.Authorization is [{ } header, ..] && HeaderSchemes.FirstOrDefault(s => header.StartsWith(s, StringComparison.OrdinalIgnoreCase)) is { } scheme)
            return header[scheme.Length..].Trim();
        return request.Path.StartsWithSegments("/elsa/hubs", StringComparison.OrdinalIgnoreCase) && request.Query["access_token"] is [{ Length: > 0 } token, ..] ? token : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyOf(Request) is not { } key) return AuthenticateResult.NoResult();
        return await keys.UserOfAsync(key, Context.RequestAborted) is { } user
            ? AuthenticateResult.Success(new AuthenticationTicket(Access.PrincipalOf(user, Authentication.Key), Authentication.Key))
            : AuthenticateResult.Fail("The key is unknown, expired or revoked, or its user is not active.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "ApiKey";
        return base.HandleChallengeAsync(properties);
    }
}
