namespace OrderFlow.Studio.Api;

/// <summary>Elsa's refusals. Studio shows each sentence of a 400 as a message of its own; what it makes of other codes is a crash, so expected refusals are 400.</summary>
internal static class ElsaError
{
    public static IResult BadRequest(params IEnumerable<string> sentences) => Of(StatusCodes.Status400BadRequest, "generalErrors", sentences);

    /// <summary>The body or a parameter cannot be read.</summary>
    public static IResult Unreadable(string sentence) => Of(StatusCodes.Status400BadRequest, "serializerErrors", [sentence]);

    public static IResult NotFound(string sentence) => Of(StatusCodes.Status404NotFound, "generalErrors", [sentence]);

    public static IResult TooLarge(string sentence) => Of(StatusCodes.Status413PayloadTooLarge, "generalErrors", [sentence]);

    // Studio reads "errors"; other clients of Elsa "message", those of any API "status" and "title".
    private static IResult Of(int status, string key, IEnumerable<string> sentences)
    {
        string[] all = [.. sentences];
        return Results.Json(
            new { StatusCode = status, Message = all[0], Status = status, Title = all[0], Errors = new Dictionary<string, string[]> { [key] = all } },
            ElsaJson.Options, "application/problem+json", status);
    }
}
