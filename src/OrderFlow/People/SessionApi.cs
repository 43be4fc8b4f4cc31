using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using OrderFlow.Hosting.Api;

namespace OrderFlow.People;

internal sealed record SignInBody
{
    [NotEmpty, AtMost(200)]
    public required string Name { get; init; }

    [NotEmpty, AtMost(500)]
    public required string Password { get; init; }
}

/// <summary>Who is signed in.</summary>
internal sealed record Me(string Name, string DisplayName, string? Email, string[] Roles, string Language, string TimeZone)
{
    public static Me Of(User user) => new(user.Name, user.DisplayName, user.Email, user.Roles, user.Language, user.TimeZone);
}

/// <summary>Signing in and out.</summary>
internal static class SessionApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("People");
        group.MapPost("/session", BeginAsync).AllowAnonymous().Produces<Me>().ProducesProblem(StatusCodes.Status429TooManyRequests).WithSummary("Sign in with name and password; the answer sets the session cookie.");
        group.MapDelete("/session", (Delegate)EndAsync).Produces(StatusCodes.Status204NoContent).AllowAnonymous().WithSummary("Sign out.");
        group.MapGet("/me", MeAsync).Produces<Me>().WithSummary("Who the request is from.");
    }

    private static async Task<IResult> BeginAsync(Body<SignInBody> body, SignIn signIn, HttpContext context, CancellationToken cancel)
    {
        switch (await signIn.TryAsync(body.Value.Name, body.Value.Password, cancel))
        {
            case SignInResult.Done done:
                await context.SignInAsync(Authentication.Session, Access.PrincipalOf(done.User, Authentication.Session));
                return Results.Ok(Me.Of(done.User));
            case SignInResult.Paused:
                context.Response.Headers.RetryAfter = SignIn.Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                return new Problem(StatusCodes.Status429TooManyRequests, "too-many-failures", ApiText.TooManyFailures((int)SignIn.Pause.TotalMinutes)).ToResult();
            default:
                return new Problem(StatusCodes.Status401Unauthorized, "wrong-password", ApiText.WrongPassword).ToResult();
        }
    }

    private static async Task<IResult> EndAsync(HttpContext context)
    {
        await context.SignOutAsync(Authentication.Session);
        return Results.NoContent();
    }

    private static async Task<IResult> MeAsync(SignIn signIn, HttpContext context, CancellationToken cancel) =>
        await signIn.FindActiveAsync(context.User.NameOf(), cancel) is { } user ? Results.Ok(Me.Of(user)) : Problem.OfStatus(StatusCodes.Status401Unauthorized).ToResult();
}
