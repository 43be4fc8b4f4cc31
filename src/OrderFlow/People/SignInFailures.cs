namespace OrderFlow.People;

/// <summary>Failed sign-ins under one name, whether there is such a user or not.</summary>
public sealed class SignInFailures
{
    /// <summary>As it was typed, in lower case.</summary>
    public string Name { get; set; } = "";

    /// <summary>Since the last success, or since the name was left in peace for long enough.</summary>
    public int Count { get; set; }

    public DateTimeOffset LastAt { get; set; }
}
