using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OrderFlow.Hosting.Api;
using OrderFlow.Persistence;

namespace OrderFlow.People;

/// <summary>How a request says who it is from: a session cookie, or an API key.</summary>
internal static class Authentication
{
    public const string Session = "session";
    public const string Key = "api-key";

    /// <summary>Where people sign in.</summary>
    public const string SignInAddress = "/sign-in";

    private const string ByHeader = "by-header";

    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<DemoPeople>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<RoleNames>();
        services.AddSingleton<ChooseLanguageHandler>();
        services.AddSingleton<ApiKeys>();
        // Hosts that share a database share their sessions.
        services.AddDataProtection().SetApplicationName("OrderFlow");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new ProtectionKeys(provider.GetRequiredService<IDbContextFactory<OrderFlowDb>>())));
        services.AddAuthentication(ByHeader)
            .AddPolicyScheme(ByHeader, null, options => options.ForwardDefaultSelector = context => ApiKeyHandler.KeyOf(context.Request) is null ? Session : Key)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Key, null)
            .AddCookie(Session, Configure);
        services.AddAuthorization(Access.Configure);
        return services;
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "orderflow";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = LeadToSignIn;
        options.Events.OnRedirectToAccessDenied = context => Answer(context.Response, StatusCodes.Status403Forbidden);
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    private static Task LeadToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!Browsing.IsPage(context.Request)) return Answer(context.Response, StatusCodes.Status401Unauthorized);
        var asked = context.Request.Path + context.Request.QueryString;
        context.Response.Redirect(asked == "/" ? SignInAddress : $"{SignInAddress}?return={Uri.EscapeDataString(asked)}");
        return Task.CompletedTask;
    }

    private static Task Answer(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }

    // Roles and activity are as of this request, not as of the sign-in.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var signIn = context.HttpContext.RequestServices.GetRequiredService<SignIn>();
        var user = await signIn.FindActiveAsync(context.Principal?.Identity?.Name, context.HttpContext.RequestAborted);
        if (user is null || context.Principal!.FindFirst(Access.Stamp)?.Value != Access.StampOf(user))
            context.RejectPrincipal();
        else
            context.ReplacePrincipal(Access.PrincipalOf(user, Session));
    }
}
