using Microsoft.AspNetCore.Authentication;
using OrderFlow.Hosting.Api;
using OrderFlow.People;

namespace OrderFlow.Ui;

/// <summary>Signing in and out, language and brightness: plain forms, which work before and without any script.</summary>
internal static class SessionPages
{
    /// <summary>Cookie: "dark" or "light".</summary>
    public const string Brightness = "orderflow-brightness";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Authentication.SignInAddress, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Authentication.SignInAddress, BeginAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/sign-out", EndAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/preferences", ChooseAsync).ExcludeFromDescription();
    }

    private static Task ShowAsync(HttpContext context) => PlainPage.SignInAsync(context, StatusCodes.Status200OK, "", null);

    private static async Task BeginAsync(SignIn signIn, HttpContext context, CancellationToken cancel)
    {
        var form = await FormAsync(context, cancel);
        var name = form["name"].ToString();
        switch (await signIn.TryAsync(Short(name), Short(form["password"].ToString()), cancel))
        {
            case SignInResult.Done done:
                await context.SignInAsync(Authentication.Session, Access.PrincipalOf(done.User, Authentication.Session));
                context.Response.Redirect(Browsing.Local(form["return"]));
                return;
            case SignInResult.Paused:
                await PlainPage.SignInAsync(context, StatusCodes.Status429TooManyRequests, name, ApiText.TooManyFailures((int)SignIn.Pause.TotalMinutes));
                return;
            default:
                await PlainPage.SignInAsync(context, StatusCodes.Status401Unauthorized, name, ApiText.WrongPassword);
                return;
        }
    }

    private static async Task EndAsync(HttpContext context)
    {
        await context.SignOutAsync(Authentication.Session);
        context.Response.Redirect(Authentication.SignInAddress);
    }

    private static async Task ChooseAsync(ChooseLanguageHandler handler, HttpContext context, CancellationToken cancel)
    {
        var form = await FormAsync(context, cancel);
        if (form["language"] is [{ Length: > 0 } language, ..]) await handler.HandleAsync(new ChooseLanguage(context.User.NameOf(), language), cancel);
        if (form["brightness"] is ["dark" or "light", ..])
            context.Response.Cookies.Append(Brightness, form["brightness"]!, new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps });
        context.Response.Redirect(Browsing.Local(form["return"]));
    }

    // Nobody's name is that long; hashing a megabyte of password would be work for nothing.
    private static string Short(string text) => text.Replace("\0", "", StringComparison.Ordinal)[..Math.Min(text.Replace("\0", "", StringComparison.Ordinal).Length, 500)];

    private static async Task<IFormCollection> FormAsync(HttpContext context, CancellationToken cancel) =>
        context.Request.HasFormContentType ? await context.Request.ReadFormAsync(cancel) : FormCollection.Empty;
}
