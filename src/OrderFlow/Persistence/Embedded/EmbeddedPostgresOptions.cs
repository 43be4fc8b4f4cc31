namespace OrderFlow.Persistence.Embedded;

/// <summary>Where the embedded PostgreSQL keeps its data and how it is tuned.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Folder of the cluster, its log and its lock; made when missing. Relative: to the current folder.</summary>
    public required string Data { get; init; }

    /// <summary>Folder that holds <c>bin</c>, <c>lib</c> and <c>share</c>. Null: the npm package of this platform.</summary>
    public string? Binaries { get; init; }

    /// <summary>Database that the connection string names; made when missing.</summary>
    public string Database { get; init; } = "orderflow";

    /// <summary>Account that runs the server when this process is root, which PostgreSQL refuses. Otherwise unused.</summary>
    public string Account { get; init; } = "nobody";

    /// <summary>Settings of <c>postgresql.conf</c> beside or instead of ours, by name. Empty: ours alone.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads <c>Postgres:Data</c> (default <c>.data/postgres</c>), <c>:Binaries</c>, <c>:Account</c> and <c>:Settings:*</c>.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="contentRoot">Folder that relative paths start from.</param>
    public static EmbeddedPostgresOptions From(IConfiguration configuration, string contentRoot)
    {
        var section = configuration.GetSection("Postgres");
        var binaries = section["Binaries"];
        return new EmbeddedPostgresOptions
        {
            Data = Path.GetFullPath(NullWhenBlank(section["Data"]) ?? ".data/postgres", contentRoot),
            Binaries = NullWhenBlank(binaries) is { } folder ? Path.GetFullPath(folder, contentRoot) : null,
            Account = NullWhenBlank(section["Account"]) ?? "nobody",
            Settings = section.GetSection("Settings").GetChildren().ToDictionary(s => s.Key, s => s.Value ?? ""),
        };
    }

    private static string? NullWhenBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
