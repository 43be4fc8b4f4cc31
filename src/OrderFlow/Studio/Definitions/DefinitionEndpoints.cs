namespace OrderFlow.Studio.Definitions;

/// <summary>Everything below <c>/elsa/api</c> that is about definitions.</summary>
internal static class DefinitionEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        ReadEndpoints.Map(group);
        GraphEndpoints.Map(group);
        SaveEndpoints.Map(group);
        DeleteEndpoints.Map(group);
        BulkEndpoints.Map(group);
        ExportEndpoints.Map(group);
        ImportEndpoints.Map(group);
        RunEndpoints.Map(group);
        TestEndpoints.Map(group);
    }
}
