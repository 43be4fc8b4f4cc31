using OrderFlow.Hosting.Api;

namespace OrderFlow.People;

internal sealed record NewKey
{
    /// <summary>What it is for.</summary>
    [NotEmpty, AtMost(200)]
    public required string Label { get; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <param name="Key">Shown this once; null in lists.</param>
internal sealed record KeyView(Guid Id, string Label, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, string? Key)
{
    public static KeyView Of(ApiKey row, string? key = null) => new(row.Id, row.Label, row.CreatedAt, row.ExpiresAt, row.RevokedAt, key);
}

/// <summary>The caller's own API keys.</summary>
internal static class ApiKeyApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/keys").WithTags("People");
        group.MapGet("/", ListAsync).Produces<List<KeyView>>().WithSummary("Your API keys, without the keys themselves.");
        group.MapPost("/", CreateAsync).Produces<KeyView>(StatusCodes.Status201Created).WithSummary("Make an API key that acts for you; the answer shows it once.");
        group.MapDelete("/{id:guid}", RevokeAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Revoke one of your API keys.");
    }

    private static async Task<IResult> ListAsync(ApiKeys keys, HttpContext context, CancellationToken cancel) =>
        Results.Ok((await keys.ListAsync(context.User.NameOf(), cancel)).ConvertAll(k => KeyView.Of(k)));

    private static async Task<IResult> CreateAsync(Body<NewKey> body, ApiKeys keys, TimeProvider clock, HttpContext context, CancellationToken cancel)
    {
        if (body.Value.ExpiresAt <= clock.GetUtcNow())
            return new Problem(StatusCodes.Status422UnprocessableEntity, "past", ApiText.KeyExpired(body.Value.ExpiresAt.Value)) { Field = "$.expiresAt" }.ToResult();
        var (row, key) = await keys.CreateAsync(context.User.NameOf(), body.Value.Label, body.Value.ExpiresAt, cancel);
        return Results.Created($"/api/keys/{row.Id}", KeyView.Of(row, key));
    }

    private static async Task<IResult> RevokeAsync(Guid id, ApiKeys keys, HttpContext context, CancellationToken cancel) =>
        await keys.RevokeAsync(context.User.NameOf(), id, cancel)
            ? Results.NoContent()
            : new Problem(StatusCodes.Status404NotFound, "not-found", ApiText.NoSuchKey(id)).ToResult();
}
