namespace OrderFlow.Persistence.Embedded;

/// <summary>
/// The account that runs PostgreSQL's programs. They refuse to run as root; then it is an unprivileged one that owns the
/// cluster. Every other user runs them as himself.
/// </summary>
/// <param name="Name">Null: this process's own.</param>
internal sealed record ServerAccount(string? Name)
{
    // Left in the data folder when the cluster had to live elsewhere.
    private const string Moved = "moved-to";
    private const string OutOfReach = "/var/lib/orderflow";

    /// <summary>
    /// Chooses the account and the folder that it can use: the given one, or, when that lies in a home that only root
    /// may enter, one below <c>/var/lib/orderflow</c> that the given one remembers.
    /// </summary>
    internal static async Task<(ServerAccount Account, DataFolder Folder)> ChooseAsync(
        DataFolder folder, EmbeddedPostgresOptions options, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return (new ServerAccount(Name: null), folder);

        var memo = Path.Combine(folder.Path, Moved);
        if (File.Exists(memo))
            folder = folder.At((await File.ReadAllTextAsync(memo, cancel)).Trim());
        // A cluster that a user made stays his: given to another account, he could not start it again.
        var account = new ServerAccount(await OwnerAsync(folder.Cluster, cancel) is { } owner and not "root" ? owner : options.Account);
        if (!await account.CanEnterAsync(Path.GetDirectoryName(folder.Path)!, cancel))
        {
            if (Directory.Exists(folder.Cluster))
                throw new EmbeddedPostgresException(
                    $"PostgreSQL must not run as root, and the account '{account.Name}' that owns the cluster '{folder.Cluster}' cannot "
                    + "enter the folders above it; let it, or name another folder (Postgres:Data).");
            Directory.CreateDirectory(OutOfReach);
            File.SetUnixFileMode(OutOfReach, (UnixFileMode)0b111_101_101);
            folder = folder.At(Path.Combine(OutOfReach, Guid.NewGuid().ToString("n")[..12]));
            await File.WriteAllTextAsync(memo, folder.Path + "\n", cancel);
        }

        folder.Make();
        await account.OwnAsync(folder.Path, cancel);
        return (account, folder);
    }

    /// <summary>Can this account start a program of this folder?</summary>
    internal async Task<bool> CanRunAsync(Binaries binaries, CancellationToken cancel) =>
        Name is null || await TestAsync("-x", binaries.Program("postgres"), cancel);

    /// <summary>Gives a file or folder, alone, to this account.</summary>
    internal async Task OwnAsync(string path, CancellationToken cancel)
    {
        if (Name is null)
            return;
        var answer = await Command.RunAsync("chown", [Name + ":", path], "/", account: null, cancel);
        if (answer.ExitCode != 0)
            throw new EmbeddedPostgresException(
                $"PostgreSQL must not run as root, and the account '{Name}' cannot be given '{path}': {answer.Output.Trim()}; "
                + "name another account (Postgres:Account) or folder (Postgres:Data).");
    }

    private Task<bool> CanEnterAsync(string folder, CancellationToken cancel) => TestAsync("-x", folder, cancel);

    private async Task<bool> TestAsync(string question, string path, CancellationToken cancel) =>
        (await Command.RunAsync("test", [question, path], "/", Name, cancel)).ExitCode == 0;

    private static async Task<string?> OwnerAsync(string path, CancellationToken cancel)
    {
        if (!Directory.Exists(path))
            return null;
        string[] format = OperatingSystem.IsMacOS() ? ["-f", "%Su"] : ["-c", "%U"];
        var answer = await Command.RunAsync("stat", [.. format, path], "/", account: null, cancel);
        return answer.ExitCode == 0 ? answer.Output.Trim() : null;
    }
}
