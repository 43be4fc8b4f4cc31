namespace OrderFlow.People;

/// <summary>A key with which a program acts for a user. The key itself is shown once and never stored.</summary>
public sealed class ApiKey
{
    public Guid Id { get; set; }
    public string UserName { get; set; } = "";

    /// <summary>What it is for.</summary>
    public string Label { get; set; } = "";

    /// <summary>SHA-256 of the key: it is random and long, so that no slower hash is needed.</summary>
    public byte[] Hash { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Null: it is not.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
