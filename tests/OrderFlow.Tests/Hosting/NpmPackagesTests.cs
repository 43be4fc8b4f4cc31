using OrderFlow.Hosting;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Hosting;

public sealed class NpmPackagesTests
{
    [Fact]
    public async Task A_published_host_uses_the_packages_beside_it_and_a_built_one_those_that_were_restored()
    {
        await using var folder = new TemporaryFolder();
        var beside = Path.Combine(folder.Path, "node_modules");

        NpmPackages.Choose(beside, "/restored").ShouldBe("/restored");
        Directory.CreateDirectory(beside);
        NpmPackages.Choose(beside, "/restored").ShouldBe(beside);
    }

    [Fact]
    public void The_tests_run_on_the_packages_that_the_build_has_restored() =>
        File.Exists(Path.Combine(NpmPackages.Folder, "@elsa-workflows", "elsa-studio-wasm", "package.json")).ShouldBeTrue();
}
