using System.Globalization;
using OrderFlow.People;
using OrderFlow.Ui;

namespace OrderFlow.Hosting.Api;

/// <summary>What every request passes before its endpoint.</summary>
internal static class Pipeline
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly string[] ChineseFirst = ["zh"];

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<BadRequests>();
        services.ConfigureHttpJsonOptions(options => JsonBody.Configure(options.SerializerOptions));
        // BadRequests names the parameter; without this the answer would be an empty 400.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApi(options => options.AddSchemaTransformer<SchemaNames>().AddDocumentTransformer<ApiDocument>());
        return services;
    }

    public static void UseApi(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = error => error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            ExceptionHandler = SayAsync,
        });
        // Before authentication: a refusal there speaks the caller's language, too.
        app.Use(SpeakAsync);
        app.UseStatusCodePages(page => SayAsync(page.HttpContext));
        app.UseRouting();
        app.UseAuthentication();
        app.Use(SpeakAsync);
        app.Use(CrossSite.RefuseAsync);
        app.UseAuthorization();
        app.UseAntiforgery();
        app.Use(UiServices.HeadAsync);
        app.Use(CleanTextAsync);
    }

    private static Task SayAsync(HttpContext context)
    {
        Speak(context);
        return Browsing.IsPage(context.Request) ? PlainPage.ProblemAsync(context) : Problem.OfStatus(context.Response.StatusCode).ToResult().ExecuteAsync(context);
    }

    private static Task SpeakAsync(HttpContext context, RequestDelegate next)
    {
        Speak(context);
        return next(context);
    }

    /// <summary>
    /// A call of the API is answered in the language that it asks for; else in the user's; else in English. In the workplace
    /// the user's own choice stands before what their browser was set to, and who has made none is spoken to in Chinese. What
    /// answers outside of the endpoint says it again: a culture set further in is forgotten on the way out, and who the user is
    /// was not known on the way in.
    /// </summary>
    public static void Speak(HttpContext context)
    {
        var asked = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.Value ?? "");
        IEnumerable<string> own = context.User.FindFirst(Access.Language) is { } language ? [language.Value] : [];
        var wanted = context.Request.Path.StartsWithSegments("/api") ? asked.Concat(own) : own.Concat(asked).Concat(Browsing.IsPage(context.Request) ? ChineseFirst : []);
        CultureInfo.CurrentUICulture = wanted
            .Select(l => l.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : l.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English : null)
            .FirstOrDefault(l => l is not null) ?? English;
        // Dates and numbers of pages, too; a circuit keeps the culture with which it begins.
        if (Browsing.IsPage(context.Request) || context.Request.Path.StartsWithSegments("/_blazor")) CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture;
    }

    // PostgreSQL takes no NUL in text: here is the one place that all parameters pass.
    private static Task CleanTextAsync(HttpContext context, RequestDelegate next)
    {
        var values = context.Request.Query.SelectMany(q => q.Value.Append(q.Key)).Concat(context.Request.RouteValues.Values.Select(v => v?.ToString()));
        return values.Any(v => v?.Contains('\0', StringComparison.Ordinal) == true)
            ? new Problem(StatusCodes.Status400BadRequest, "bad-text", ApiText.BadText(context.Request.Path)).ToResult().ExecuteAsync(context)
            : next(context);
    }
}
