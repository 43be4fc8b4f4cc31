using System.Security.Cryptography;

namespace OrderFlow.Persistence.Embedded;

/// <summary>Makes a cluster and writes its settings. A cluster appears whole or not at all, wherever the making is broken off.</summary>
internal sealed class ClusterFiles(DataFolder folder, ServerAccount account, Binaries binaries)
{
    internal const string User = "orderflow";
    private const string Password = "orderflow.password";
    private const string Settings = "orderflow.conf";

    /// <summary>Makes the cluster when there is none.</summary>
    /// <param name="durable">False: nothing is forced to disk; for data that nobody misses.</param>
    /// <param name="cancel">Breaks the making off; the next call starts anew.</param>
    internal async Task EnsureAsync(bool durable, CancellationToken cancel)
    {
        RemoveRemains();
        if (Directory.Exists(folder.Cluster))
            return;
        var draft = Path.Combine(folder.Path, $"new-cluster-{Guid.NewGuid():n}");
        var password = Path.Combine(folder.Path, $"new-password-{Guid.NewGuid():n}");
        try
        {
            await WritePasswordAsync(password, cancel);
            string[] arguments =
            [
                "--pgdata", draft, "--username", User, "--auth", "scram-sha-256", "--pwfile", password, "--encoding", "UTF8",
                "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions",
            ];
            var answer = await Command.RunAsync(
                binaries.Program("initdb"), durable ? arguments : [.. arguments, "--no-sync"], folder.Path, account.Name, cancel);
            if (answer.ExitCode != 0)
                throw Failure.Of(answer.Output, folder.Path);
            await File.AppendAllTextAsync(Path.Combine(draft, "postgresql.conf"), $"\ninclude '{Settings}'\n", cancel);
            File.Move(password, Path.Combine(draft, Password));
            Directory.Move(draft, folder.Cluster);
        }
        finally
        {
            RemoveRemains();
        }
    }

    /// <summary>The password of <see cref="User"/>.</summary>
    internal string ReadPassword()
    {
        var path = Path.Combine(folder.Cluster, Password);
        return File.Exists(path)
            ? File.ReadAllText(path).Trim()
            : throw new EmbeddedPostgresException(
                $"The cluster '{folder.Cluster}' of the embedded PostgreSQL is broken: it has no file '{Password}'; "
                + "put it back, or move the folder away to begin with an empty database.");
    }

    /// <summary>Writes the settings that the next start of the server reads.</summary>
    internal async Task WriteSettingsAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancel)
    {
        var path = Path.Combine(folder.Cluster, Settings);
        var lines = settings.Select(s => $"{s.Key} = '{s.Value.Replace("'", "''", StringComparison.Ordinal)}'");
        await File.WriteAllLinesAsync(path, lines, cancel);
        // Root may have a mask that keeps everybody else from reading what it writes.
        await account.OwnAsync(path, cancel);
    }

    private async Task WritePasswordAsync(string path, CancellationToken cancel)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var writer = new StreamWriter(path, options))
            await writer.WriteLineAsync(RandomNumberGenerator.GetHexString(48, lowercase: true).AsMemory(), cancel);
        await account.OwnAsync(path, cancel);
    }

    private void RemoveRemains()
    {
        try
        {
            foreach (var draft in Directory.EnumerateDirectories(folder.Path, "new-cluster-*"))
                Directory.Delete(draft, recursive: true);
            foreach (var password in Directory.EnumerateFiles(folder.Path, "new-password-*"))
                File.Delete(password);
        }
        catch (IOException)
        {
            // The initdb of a killed host may still write there; it ends by itself, and the next start removes the rest.
        }
    }
}
