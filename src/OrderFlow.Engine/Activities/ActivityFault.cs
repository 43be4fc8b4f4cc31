using System.Text.Json;

namespace OrderFlow.Engine.Activities;

/// <summary>An activity cannot do what it should: the run is faulted and an incident recorded.</summary>
public sealed class ActivityFault : Exception
{
    public ActivityFault(string type, string message, JsonElement values = default) : base(message) => (Type, Values) = (type, values);

    /// <summary>Short name of the kind of failure, for reports.</summary>
    public string Type { get; }

    /// <summary>What the activity saw; undefined: nothing to show.</summary>
    public JsonElement Values { get; }
}
