using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>
/// A burst's word to all hosts that an instance has moved. Only of those that somebody looks at: a NOTIFY in every burst would
/// make all commits of the database wait for one another.
/// </summary>
internal static class InstanceSignal
{
    /// <summary>The payload is the instance's id.</summary>
    public const string Channel = "orderflow";

    public static void Add(Statements statements, Guid instance) =>
        statements.Add("SELECT pg_notify('" + Channel + "', o.instance_id::text) FROM live_observers o WHERE o.instance_id = $1 LIMIT 1", Uuid(instance));
}
