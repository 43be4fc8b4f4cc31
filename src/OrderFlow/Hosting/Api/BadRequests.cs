using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;

namespace OrderFlow.Hosting.Api;

/// <summary>Says which parameter cannot be read; ASP.NET tells it in an exception.</summary>
internal sealed partial class BadRequests : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad) return false;
        Pipeline.Speak(httpContext);
        await ProblemOf(bad).ToResult().ExecuteAsync(httpContext);
        return true;
    }

    private static Problem ProblemOf(BadHttpRequestException bad)
    {
        if (Parameter().Match(bad.Message) is not { Success: true } match) return Problem.OfStatus(bad.StatusCode);
        var name = match.Groups["name"].Value;
        return new Problem(bad.StatusCode, "bad-parameter", ApiText.BadParameter(name, match.Groups["value"].Value, ExpectedBy(match.Groups["type"].Value))) { Field = name };
    }

    private static string ExpectedBy(string type) => type switch
    {
        "Guid" => TypeWords.Of(typeof(Guid)),
        "int" or "Int32" or "long" => TypeWords.Of(typeof(int)),
        "bool" or "Boolean" => TypeWords.Of(typeof(bool)),
        "DateTimeOffset" => TypeWords.Of(typeof(DateTimeOffset)),
        _ => Enums.Find(e => e.Name == type) is { } known ? TypeWords.Of(known) : type,
    };

    /// <summary>Enumerations that stand in addresses.</summary>
    private static readonly List<Type> Enums = [typeof(Engine.Execution.WorkflowStatus), typeof(Engine.Execution.WorkflowSubStatus), typeof(Outbox.OutboxState), typeof(Tasks.TaskState)];

    [GeneratedRegex("""^Failed to bind parameter "(?:Nullable<)?(?<type>\w+)[>?]? (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex Parameter();
}
