using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrderFlow.Hosting.Api;

/// <summary>Enumerations as the texts that are sent and taken.</summary>
internal sealed class SchemaNames : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.None, Type.IsEnum: true }) schema.Type = JsonSchemaType.String;
        return Task.CompletedTask;
    }
}
