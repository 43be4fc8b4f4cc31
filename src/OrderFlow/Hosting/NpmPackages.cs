using System.Reflection;

namespace OrderFlow.Hosting;

/// <summary>Where the npm packages are that the host serves and starts from.</summary>
internal static class NpmPackages
{
    /// <summary>Beside the program, where it was published; else where the build has restored them.</summary>
    public static string Folder { get; } = Choose(
        Path.Combine(AppContext.BaseDirectory, "node_modules"),
        typeof(NpmPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NpmModules").Value!);

    internal static string Choose(string published, string restored) => Directory.Exists(published) ? published : restored;
}
