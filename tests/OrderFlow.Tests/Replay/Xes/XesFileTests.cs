using System.IO.Compression;
using System.Text;
using OrderFlow.Replay.Xes;
using static OrderFlow.Tests.Replay.Xes.XesText;

namespace OrderFlow.Tests.Replay.Xes;

public sealed class XesFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void A_plain_log_is_read_whatever_its_name()
    {
        File.WriteAllText(path, Log(Trace("plain", "a@1")));

        NamesIn(path).ShouldBe(["plain"]);
    }

    [Fact]
    public void A_packed_log_is_read_whatever_its_name()
    {
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(Log(Trace("packed", "a@1"))));

        NamesIn(path).ShouldBe(["packed"]);
    }

    [Fact]
    public void A_packed_log_that_is_spoilt_from_its_first_byte_on_is_a_break()
    {
        File.WriteAllBytes(path, [0x1F, 0x8B, 0x78, 0x78, 0x78, 0x78, 0x78]);
        using var file = XesFile.Open(path);
        using var reader = new XesReader(file.Content);

        reader.Entries().ShouldHaveSingleItem().ShouldBeOfType<LogBreak>();
    }

    [Fact]
    public void A_log_in_utf16_is_read()
    {
        File.WriteAllText(path, Log(Trace("合同 7", "a@1")).Replace("UTF-8", "UTF-16", StringComparison.Ordinal), Encoding.Unicode);

        NamesIn(path).ShouldBe(["合同 7"]);
    }

    [Fact]
    public void Progress_grows_from_nothing_to_all()
    {
        File.WriteAllText(path, Log(Enumerable.Range(1, 5000).Select(n => Trace($"case {n}", "a@1")).ToArray()));
        using var file = XesFile.Open(path);
        using var reader = new XesReader(file.Content);

        var seen = reader.Entries().Select(_ => file.Progress).ToList();

        seen[0].ShouldBeLessThan(0.5);
        seen[^1].ShouldBe(1);
        seen.ShouldBe(seen.Order());
    }

    private static List<string?> NamesIn(string path)
    {
        using var file = XesFile.Open(path);
        using var reader = new XesReader(file.Content);
        return reader.Entries().Cast<LogCase>().Select(one => one.Name).ToList();
    }
}
