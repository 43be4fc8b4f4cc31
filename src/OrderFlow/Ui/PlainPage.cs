using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using OrderFlow.Hosting;
using OrderFlow.Hosting.Api;

namespace OrderFlow.Ui;

/// <summary>Pages without a circuit and without a script: signing in, and what went wrong.</summary>
internal static class PlainPage
{
    /// <param name="name">As it was typed; empty: not yet.</param>
    /// <param name="refusal">Why the one before failed; null: it is the first try.</param>
    public static Task SignInAsync(HttpContext context, int status, string name, string? refusal)
    {
        if (context.Request.Query["language"] is [("en" or "zh-CN") and { } language, ..]) CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var values = context.Request.HasFormContentType ? context.Request.Form["return"].ToString() : context.Request.Query["return"].ToString();
        return WriteAsync<SignInPage>(context, status, new Dictionary<string, object?>
        {
            [nameof(SignInPage.Name)] = name,
            [nameof(SignInPage.Refusal)] = refusal,
            [nameof(SignInPage.Return)] = Browsing.Local(values),
        });
    }

    /// <summary>Says in words what the status of the response means.</summary>
    public static Task ProblemAsync(HttpContext context) =>
        WriteAsync<ProblemPage>(context, context.Response.StatusCode, new Dictionary<string, object?> { [nameof(ProblemPage.Status)] = context.Response.StatusCode });

    private static Task WriteAsync<TPage>(HttpContext context, int status, Dictionary<string, object?> parameters) where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        PageHeaders.Set(context.Response);
        return new RazorComponentResult<TPage>(parameters) { StatusCode = status }.ExecuteAsync(context);
    }
}
