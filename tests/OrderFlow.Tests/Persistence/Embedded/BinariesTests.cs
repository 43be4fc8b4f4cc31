using OrderFlow.Persistence.Embedded;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Persistence.Embedded;

public sealed class BinariesTests
{
    [Fact]
    public async Task Listed_links_are_made_once_and_lead_to_their_files()
    {
        await using var folder = new TemporaryFolder();
        var package = Package(folder);

        Binaries.Find(new EmbeddedPostgresOptions { Data = folder.Data, Binaries = package }, folder.Path);
        Binaries.Find(new EmbeddedPostgresOptions { Data = folder.Data, Binaries = package }, folder.Path);

        (await File.ReadAllTextAsync(Path.Combine(package, "lib", "libx.so"))).ShouldBe("library");
        new FileInfo(Path.Combine(package, "lib", "libx.so")).LinkTarget.ShouldBe("libx.so.1.2");
        (await File.ReadAllTextAsync(Path.Combine(package, "lib", "deep", "libx.so"))).ShouldBe("library");
    }

    [Fact]
    public async Task A_copy_is_whole_and_replaced_when_the_programs_change()
    {
        await using var folder = new TemporaryFolder();
        var package = Package(folder);
        var target = Directory.CreateDirectory(Path.Combine(folder.Path, "copies")).FullName;

        var first = new Binaries(package).CopyTo(target);
        var again = new Binaries(package).CopyTo(target);
        await File.AppendAllTextAsync(first.Program("postgres").Replace(first.Folder, package, StringComparison.Ordinal), "newer");
        var newer = new Binaries(package).CopyTo(target);

        again.ShouldBe(first);
        (await File.ReadAllTextAsync(newer.Program("postgres"))).ShouldBe("servernewer");
        (await File.ReadAllTextAsync(Path.Combine(newer.Folder, "lib", "libx.so"))).ShouldBe("library");
        Directory.GetDirectories(target).ShouldBe([newer.Folder]);
    }

    [Fact]
    public async Task The_npm_package_of_this_platform_is_there()
    {
        await using var folder = new TemporaryFolder();

        var binaries = Binaries.Find(new EmbeddedPostgresOptions { Data = folder.Data }, folder.Path);

        File.Exists(binaries.Program("pg_ctl")).ShouldBeTrue();
    }

    private static string Package(TemporaryFolder folder)
    {
        var package = Path.Combine(folder.Path, "package", "native");
        Write("bin/initdb", "initdb");
        Write("bin/postgres", "server");
        Write("lib/libx.so.1.2", "library");
        Write("lib/deep/readme", "");
        Write(
            "pg-symlinks.json",
            """
            [{"source":"native/lib/libx.so.1.2","target":"native/lib/libx.so"},
             {"source":"native/lib/libx.so.1.2","target":"native/lib/deep/libx.so"}]
            """);
        return package;

        void Write(string name, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(package, name))!);
            File.WriteAllText(Path.Combine(package, name), text);
        }
    }
}
