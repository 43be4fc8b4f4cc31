using System.Globalization;
using OrderFlow.People;
using OrderFlow.Studio.Api;
using OrderFlow.Studio.Definitions;
using OrderFlow.Studio.Descriptors;
using OrderFlow.Studio.Instances;
using OrderFlow.Studio.Live;

namespace OrderFlow.Studio;

/// <summary>
/// The part of Elsa's REST API that Elsa Studio and stock Elsa clients call, with Elsa's paths, JSON and status codes. Who is
/// signed in may read; what changes something asks for a permission of <see cref="Access"/>.
/// </summary>
internal static class ElsaApi
{
    public const string Base = "/elsa/api";

    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static void Map(IEndpointRouteBuilder app)
    {
        // What it answers is Elsa's to describe.
        var group = app.MapGroup(Base).RequireAuthorization(Access.View).ExcludeFromDescription();
        group.AddEndpointFilter(SpeakAsync);
        group.AddEndpointFilter(RefuseAsync);
        FeatureEndpoints.Map(group);
        DefinitionEndpoints.Map(group);
        ActivityDescriptorEndpoints.Map(group);
        ListDescriptorEndpoints.Map(group);
        ScriptingEndpoints.Map(group);
        InstanceEndpoints.Map(group);
        JournalEndpoints.Map(group);
        ExecutionEndpoints.Map(group);
        InstanceActions.Map(group);
        InstanceExport.Map(group);
        InstanceImport.Map(group);
        app.MapLive();
    }

    // Studio runs in a browser, which always asks for its own language: the user's choice counts more.
    private static ValueTask<object?> SpeakAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.User.FindFirst(Access.Language)?.Value is { Length: > 0 } language)
            CultureInfo.CurrentUICulture = language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
        return next(context);
    }

    private static ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var refusal = context.Arguments.OfType<IElsaInput>().Select(input => input.Refusal).FirstOrDefault(r => r is not null);
        return refusal is null ? next(context) : ValueTask.FromResult<object?>(refusal);
    }
}
