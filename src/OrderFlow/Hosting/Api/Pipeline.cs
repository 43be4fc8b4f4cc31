using System.Globalization;
using OrderFlow.People;

namespace OrderFlow.Hosting.Api;

/// <summary>What every request passes before its endpoint.</summary>
internal static class Pipeline
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

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
            ExceptionHandler = context => AnswerAsync(context, context.Response.StatusCode),
        });
        // Before authentication: a refusal there speaks the caller's language, too.
        app.Use(SpeakAsync);
        app.UseStatusCodePages(page => AnswerAsync(page.HttpContext, page.HttpContext.Response.StatusCode));
        app.UseRouting();
        app.UseAuthentication();
        app.Use(SpeakAsync);
        app.Use(CrossSite.RefuseAsync);
        app.UseAuthorization();
        app.Use(CleanTextAsync);
    }

    private static Task AnswerAsync(HttpContext context, int status)
    {
        Speak(context);
        return Problem.OfStatus(status).ToResult().ExecuteAsync(context);
    }

    private static Task SpeakAsync(HttpContext context, RequestDelegate next)
    {
        Speak(context);
        return next(context);
    }

    /// <summary>
    /// The language that the request asks for; else the user's; else English. What answers outside of the endpoint says it again:
    /// a culture set further in is forgotten on the way out, and who the user is was not known on the way in.
    /// </summary>
    public static void Speak(HttpContext context)
    {
        var asked = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.Value ?? "");
        CultureInfo.CurrentUICulture = asked.Append(context.User.FindFirst(Access.Language)?.Value ?? "")
            .Select(l => l.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : l.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English : null)
            .FirstOrDefault(l => l is not null) ?? English;
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
