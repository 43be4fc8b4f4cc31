namespace OrderFlow.Hosting.Api;

/// <summary>The largest body that an endpoint takes, as its metadata.</summary>
/// <param name="Bytes">Over zero.</param>
internal sealed record BodyLimit(int Bytes)
{
    public static BodyLimit Default { get; } = new(1024 * 1024);

    /// <summary>Of a workflow definition.</summary>
    public static BodyLimit Definition { get; } = new(10 * 1024 * 1024);

    public static BodyLimit Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>() ?? Default;

    /// <summary>Reads the body as far as the limit.</summary>
    /// <returns>Null: it is larger.</returns>
    /// <exception cref="BadHttpRequestException">The connection brings less than was promised, or more than the server takes.</exception>
    public async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > Bytes) return null;
        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancel) is > 0 and var count)
        {
            if (body.Length + count > Bytes) return null;
            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }
}
