using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace OrderFlow.Hosting.Api;

/// <summary>A body that may be refused; <see cref="RefuseBadInput"/> does it before the endpoint runs.</summary>
internal interface IRefusable
{
    /// <summary>Null: it is as it should be.</summary>
    Problem? Problem { get; }
}

/// <summary>A body that may be left out: then all its members are.</summary>
internal interface IOptionalBody;

/// <summary>What the API document says of an address that takes a body.</summary>
internal static class BodyRefusals
{
    private static readonly string[] Problems = ["application/problem+json"];

    public static void Describe(EndpointBuilder builder, Type body)
    {
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], body));
        foreach (var status in new[] { StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType })
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), Problems));
    }
}

/// <summary>
/// The JSON body of a request, read strictly: unknown and missing members, wrong types, numbers that no type holds and text
/// that no database takes are refused with the place where they stand.
/// </summary>
internal sealed record Body<T>(T? Read, Problem? Problem) : IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider, IRefusable
    where T : class
{
    /// <summary>What was sent. The endpoint runs only when it could be read.</summary>
    public T Value => Read ?? throw new InvalidOperationException($"Expected {nameof(RefuseBadInput)} to stop a request with a bad body: {Problem?.Detail}");

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var limit = BodyLimit.Of(context);
        var bytes = await limit.ReadAsync(context.Request, context.RequestAborted);
        if (bytes is null) return new Body<T>(null, new Problem(StatusCodes.Status413PayloadTooLarge, "too-large", ApiText.BodyTooLarge(limit.Bytes)));
        if (bytes.Length == 0 && typeof(T).IsAssignableTo(typeof(IOptionalBody))) bytes = "{}"u8.ToArray();
        var value = JsonBody.Read<T>(bytes, out var problem);
        return new Body<T>(value, problem);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => BodyRefusals.Describe(builder, typeof(T));
}
