namespace OrderFlow.Hosting.Api;

/// <summary>Answers a request whose body or parameters cannot be read before anything is done.</summary>
internal static class RefuseBadInput
{
    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext endpoint, EndpointFilterDelegate next)
    {
        var names = endpoint.MethodInfo.GetParameters().Select(p => p.Name ?? "").ToArray();
        return context =>
        {
            for (var i = 0; i < context.Arguments.Count; i++)
                if (ProblemOf(names[i], context.Arguments[i]) is { } problem) return ValueTask.FromResult<object?>(problem.ToResult());
            return next(context);
        };
    }

    private static Problem? ProblemOf(string name, object? argument) => argument switch
    {
        IRefusable body => body.Problem,
        // ASP.NET takes any number for an enumeration.
        Enum value when !Enum.IsDefined(value.GetType(), value) =>
            new Problem(StatusCodes.Status400BadRequest, "bad-parameter", ApiText.BadParameter(name, value.ToString(), TypeWords.Of(value.GetType()))) { Field = name },
        int number when number < Paging.Least(name) =>
            new Problem(StatusCodes.Status400BadRequest, "bad-parameter", ApiText.BadParameter(name, $"{number}", ApiText.NumberFrom(Paging.Least(name)!.Value))) { Field = name },
        _ => null,
    };
}
