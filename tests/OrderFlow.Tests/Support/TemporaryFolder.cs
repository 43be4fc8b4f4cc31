using OrderFlow.Persistence.Embedded;

namespace OrderFlow.Tests.Support;

/// <summary>A folder for one test; gone when disposed, with the PostgreSQL server that may still run in it.</summary>
public sealed class TemporaryFolder : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("orderflow-test-").FullName;

    // The account that runs PostgreSQL for root must be able to pass.
    public TemporaryFolder() => SetMode(0b111_101_101);

    /// <summary>Data folder for an embedded PostgreSQL; not made yet.</summary>
    public string Data => System.IO.Path.Combine(Path, "postgres");

    /// <summary>Forbids writing in it. Root may all the same.</summary>
    public void Forbid() => SetMode(0b101_101_101);

    public async ValueTask DisposeAsync()
    {
        SetMode(0b111_101_101);
        if (Directory.Exists(Data))
            await EmbeddedPostgres.RemoveAsync(new EmbeddedPostgresOptions { Data = Data }, CancellationToken.None);
        Directory.Delete(Path, recursive: true);
    }

    private void SetMode(int bits)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, (UnixFileMode)bits);
    }
}
