namespace OrderFlow.People;

/// <summary>A person who signs in.</summary>
public sealed class User
{
    /// <summary>By which the person signs in and is assigned tasks ("user:ann"); lower case.</summary>
    public string Name { get; set; } = "";

    public string DisplayName { get; set; } = "";

    /// <summary>Null: gets no mail.</summary>
    public string? Email { get; set; }

    public string[] Roles { get; set; } = [];

    /// <summary>"zh-CN" or "en".</summary>
    public string Language { get; set; } = "en";

    /// <summary>IANA name.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Null: cannot sign in with a password.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>False: cannot sign in, and keys are refused.</summary>
    public bool IsActive { get; set; } = true;

    public DateTimeOffset CreatedAt { get; set; }
}
