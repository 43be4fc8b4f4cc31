namespace OrderFlow.Persistence.Embedded;

/// <summary>
/// The folder of one cluster, held by one host at a time: <c>lock</c>, <c>server.log</c>, <c>cluster/</c>.
/// The lock is the operating system's and ends with the process, however that ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    internal const string Log = "server.log";

    // pg_ctl passes the path through a shell, in quotes, in which these keep their meaning.
    private static readonly char[] Unusable = ['"', '$', '`', '\\'];

    private readonly List<FileStream> held;

    private DataFolder(string path, List<FileStream> held) => (Path, this.held) = (path, held);

    internal string Path { get; }

    /// <summary>PostgreSQL's own data directory. It appears whole, by a rename, or not at all.</summary>
    internal string Cluster => System.IO.Path.Combine(Path, "cluster");

    internal string LogFile => System.IO.Path.Combine(Path, Log);

    internal static DataFolder Hold(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        if (!OperatingSystem.IsWindows() && path.IndexOfAny(Unusable) >= 0)
            throw new EmbeddedPostgresException(
                $"PostgreSQL cannot keep its data in '{path}': the path has one of the characters \" $ ` \\; name another folder with Postgres:Data.");
        try
        {
            return new DataFolder(path, [Lock(path)]);
        }
        catch (IOException error) when (IsHeld(error))
        {
            throw new EmbeddedPostgresException(
                $"Another OrderFlow host uses the data folder '{path}'; stop that one, or give this one a folder of its own "
                + "(Postgres:Data) or a server (ConnectionStrings:OrderFlow).", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure.Of(error, path);
        }
    }

    /// <summary>The same hold, on a cluster that lives elsewhere; that is locked too: a copied checkout leads there as well.</summary>
    internal DataFolder At(string path)
    {
        try
        {
            held.Add(Lock(path));
        }
        catch (IOException error) when (IsHeld(error))
        {
            throw new EmbeddedPostgresException(
                $"Another OrderFlow host uses '{path}', where the data of '{Path}' is; stop that one, or, when '{Path}' is a copy "
                + "of its folder, remove it to begin with an empty database.", error);
        }

        return new DataFolder(path, held);
    }

    internal void Make() => MakePrivate(Path);

    public void Dispose() => held.ForEach(file => file.Dispose());

    private static FileStream Lock(string path)
    {
        MakePrivate(path);
        return new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    private static void MakePrivate(string path)
    {
        if (Directory.Exists(path))
            return;
        if (System.IO.Path.GetDirectoryName(path) is { } parent)
            Directory.CreateDirectory(parent);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsHeld(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);
}
