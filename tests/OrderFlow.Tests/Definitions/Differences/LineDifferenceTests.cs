using OrderFlow.Engine.Definitions.Differences;

namespace OrderFlow.Tests.Definitions.Differences;

public sealed class LineDifferenceTests
{
    [Theory]
    [InlineData("a\nb\nc", "a\nx\nc", " a|-b|+x| c")]
    [InlineData("a\nb", "a\r\nb", " a| b")]
    [InlineData("", "a\nb", "+a|+b")]
    [InlineData("a", "", "-a")]
    [InlineData("a\nb\nc\nd", "b\nd\ne", "-a| b|-c| d|+e")]
    public void Lines_are_kept_taken_away_and_added(string old, string now, string expected) =>
        string.Join("|", LineDifference.Of(old, now).Select(l => Sign(l.Kind) + l.Text)).ShouldBe(expected);

    [Fact]
    public void Of_large_texts_nothing_is_lost()
    {
        var (old, now) = (Enumerable.Range(0, 3000).Select(i => $"a{i}").ToList(), Enumerable.Range(0, 3000).Select(i => $"b{i}").ToList());

        var lines = LineDifference.Of("start\n" + string.Join('\n', old), "start\n" + string.Join('\n', now));

        lines.Where(l => l.Kind != ChangeKind.Added).Select(l => l.Text).ShouldBe(["start", .. old]);
        lines.Where(l => l.Kind != ChangeKind.Removed).Select(l => l.Text).ShouldBe(["start", .. now]);
    }

    private static char Sign(ChangeKind? kind) => kind switch
    {
        ChangeKind.Added => '+',
        ChangeKind.Removed => '-',
        _ => ' ',
    };
}
