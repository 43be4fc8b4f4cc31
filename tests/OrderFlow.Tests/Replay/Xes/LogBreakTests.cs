using System.IO.Compression;
using System.Text;
using OrderFlow.Replay.Xes;
using static OrderFlow.Tests.Replay.Xes.XesText;

namespace OrderFlow.Tests.Replay.Xes;

public class LogBreakTests
{
    [Fact]
    public void Cases_before_broken_xml_are_delivered_and_the_break_says_where()
    {
        var entries = Read($"<log>\n{Trace("one", "a@1")}\n{Trace("two", "a@1")}\n<trace><string key=\"concept:name\" value=\"three\"/><event>\n</trace></log>");

        entries.OfType<LogCase>().Select(one => one.Name).ShouldBe(["one", "two"]);
        var broken = entries[^1].ShouldBeOfType<LogBreak>();
        (broken.Line, broken.Column, broken.CaseName).ShouldBe((5, 3, "three"));
        broken.Reason.ShouldContain("event");
    }

    [Fact]
    public void A_log_that_ends_in_the_middle_breaks_in_its_last_case()
    {
        var whole = Log(Trace("one", "a@1"), Trace("two", "a@1", "b@2"));

        var entries = Read(whole[..whole.IndexOf("\"b\"", StringComparison.Ordinal)]);

        entries.OfType<LogCase>().ShouldHaveSingleItem().Name.ShouldBe("one");
        entries[^1].ShouldBeOfType<LogBreak>().CaseName.ShouldBe("two");
    }

    [Fact]
    public void A_break_between_cases_names_no_case()
    {
        var entries = Read($"<log>{Trace("one", "a@1")}</loog>");

        entries.Count.ShouldBe(2);
        entries[1].ShouldBeOfType<LogBreak>().CaseName.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "Root element")]
    [InlineData("not xml at all", "Data at the root level")]
    [InlineData("<html><trace/></html>", "no XES log")]
    [InlineData("<log><trace>&unknown;</trace></log>", "unknown")]
    [InlineData("""<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]><log><trace><string key="concept:name" value="&x;"/></trace></log>""", "DTD")]
    [InlineData("""<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><log/>""", "DTD")]
    public void What_is_no_log_is_said(string text, string reason)
    {
        var broken = Read(text).ShouldHaveSingleItem().ShouldBeOfType<LogBreak>();

        broken.Reason.ShouldContain(reason);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_break_the_log_off()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes($"<log>{Trace("one", "a@1")}"), 0xFF, 0xFE, .. Encoding.UTF8.GetBytes("</log>")];

        Read(bytes)[^1].ShouldBeOfType<LogBreak>();
    }

    [Fact]
    public void One_endless_value_breaks_the_log_off_instead_of_filling_the_memory()
    {
        var entries = Read(Log(Trace("one", "a@1"), $"""<trace><string key="concept:name" value="{new string('x', 100_000)}"/></trace>"""),
            new XesLimits { NodeBytes = 64 * 1024 });

        entries[0].ShouldBeOfType<LogCase>().Name.ShouldBe("one");
        entries[1].ShouldBeOfType<LogBreak>().Reason.ShouldContain("65536 bytes");
    }

    [Theory]
    [InlineData("<container key='x'>", "</container>")]
    [InlineData("<strange>", "</strange>")]
    public void Endless_nesting_breaks_the_log_off(string begin, string end)
    {
        var nested = string.Concat(Enumerable.Repeat(begin, 2000)) + string.Concat(Enumerable.Repeat(end, 2000));

        Read(Log($"<trace>{nested}</trace>")).ShouldHaveSingleItem().ShouldBeOfType<LogBreak>().Reason.ShouldContain("nested");
    }

    [Fact]
    public void A_gzip_file_that_was_cut_off_delivers_what_it_holds()
    {
        var log = Log(Enumerable.Range(1, 2000).Select(n => Trace($"case {n} {Guid.NewGuid()}", "a@1")).ToArray());
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(log));
        var cut = new MemoryStream(packed.ToArray()[..(int)(packed.Length / 2)]);

        using var reader = new XesReader(new GZipStream(cut, CompressionMode.Decompress));
        var entries = reader.Entries().ToList();

        entries.Count.ShouldBeGreaterThan(100);
        entries[^1].ShouldBeOfType<LogBreak>().Line.ShouldBeGreaterThan(100);
        entries.SkipLast(1).ShouldAllBe(entry => entry is LogCase);
    }
}
