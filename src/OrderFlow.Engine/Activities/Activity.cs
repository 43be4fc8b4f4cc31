namespace OrderFlow.Engine.Activities;

/// <summary>The behaviour of an activity type. Stateless: one object serves all instances.</summary>
public abstract class Activity
{
    public abstract ActivityDescriptor Descriptor { get; }
}
