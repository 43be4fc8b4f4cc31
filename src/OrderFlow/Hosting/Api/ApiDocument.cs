using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrderFlow.Hosting.Api;

/// <summary>What the OpenAPI document says of the whole: title, and how to sign in.</summary>
internal sealed class ApiDocument : IOpenApiDocumentTransformer
{
    private const string Key = "apiKey";
    private const string Session = "session";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "OrderFlow";
        document.Info.Description = "Refusals are problem details (RFC 9457) with a code, and where it can be said the field and what to do. "
            + "A command with an operationId may be repeated: it is carried out once and gives the same answer.";
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key" };
        document.Components.SecuritySchemes[Session] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "orderflow" };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Session, document)] = [] },
        ];
        return Task.CompletedTask;
    }
}
