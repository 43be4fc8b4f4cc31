using System.Collections.Frozen;

namespace OrderFlow.Engine.Activities;

/// <summary>The closed set of activity types that a definition may use.</summary>
public sealed class ActivityRegistry
{
    private readonly FrozenDictionary<string, Activity> types;

    public ActivityRegistry(IEnumerable<Activity> activities) =>
        types = activities.ToFrozenDictionary(a => a.Descriptor.TypeName, StringComparer.Ordinal);

    public IEnumerable<ActivityDescriptor> Descriptors => types.Values.Select(a => a.Descriptor);

    /// <summary>The activity of a type name; generic spellings ("Elsa.SetVariable&lt;String&gt;") find their open form; null: unknown.</summary>
    public Activity? Find(string typeName)
    {
        if (types.TryGetValue(typeName, out var activity)) return activity;
        var generic = typeName.IndexOf('<', StringComparison.Ordinal);
        return generic > 0 && types.TryGetValue(typeName[..generic], out activity) ? activity : null;
    }

    /// <summary>The descriptor of a type name; null: unknown.</summary>
    public ActivityDescriptor? Describe(string typeName) => Find(typeName)?.Descriptor;
}
