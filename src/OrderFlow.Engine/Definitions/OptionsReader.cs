using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Definitions;

/// <summary>The options of a definition: strategies are written as CLR type names, of which the short name counts.</summary>
internal static class OptionsReader
{
    public static DefinitionOptions Read(JsonObject source, List<Finding> findings, string prefix)
    {
        var options = new MemberReader(source.Member("options") as JsonObject ?? [], prefix + "/options", findings);
        // Files from before 3.1 carry it at the top; where the options say it, only they count.
        var usable = options.Node("usableAsActivity") is null ? new MemberReader(source, prefix, findings).Flag("usableAsActivity") : options.Flag("usableAsActivity");
        return new DefinitionOptions
        {
            UsableAsActivity = usable,
            Activation = ShortName(options.Text("activationStrategyType")) switch
            {
                "SingletonStrategy" => ActivationStrategy.Singleton,
                "CorrelationStrategy" => ActivationStrategy.Correlation,
                "CorrelatedSingletonStrategy" => ActivationStrategy.CorrelatedSingleton,
                _ => ActivationStrategy.Always,
            },
            Incidents = ShortName(options.Text("incidentStrategyType")) is "ContinueWithIncidentsStrategy" ? IncidentStrategy.ContinueWithIncidents : IncidentStrategy.Fault,
        };
    }

    private static string? ShortName(string? type)
    {
        if (type is null) return null;
        var name = type.Split(',')[0].Trim();
        return name[(name.LastIndexOf('.') + 1)..];
    }
}
