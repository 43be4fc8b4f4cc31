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
            ExceptionHandler = context => Problem.OfStatus(context.Response.StatusCode).ToResult().ExecuteAsync(context),
        });
        // Before authentication: a refusal there speaks the caller's language, too.
        app.Use(SpeakAsync);
        app.UseStatusCodePages(page => Problem.OfStatus(page.HttpContext.Response.StatusCode).ToResult().ExecuteAsync(page.HttpContext));
        app.UseRouting();
        app.UseAuthentication();
        app.Use(SpeakAsync);
        app.Use(CrossSite.RefuseAsync);
        app.UseAuthorization();
        app.Use(CleanTextAsync);
    }

    /// <summary>The language that the request asks for; else the user's; else English.</summary>
    private static Task SpeakAsync(HttpContext context, RequestDelegate next)
    {
        var asked = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.Value ?? "");
        CultureInfo.CurrentUICulture = asked.Append(context.User.FindFirst(Access.Language)?.Value ?? "")
            .Select(l => l.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : l.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English : null)
            .FirstOrDefault(l => l is not null) ?? English;
        return next(context);
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
