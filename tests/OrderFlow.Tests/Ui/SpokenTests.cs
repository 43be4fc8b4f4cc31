using System.Globalization;
using OrderFlow.Ui;

namespace OrderFlow.Tests.Ui;

public sealed class SpokenTests
{
    // A Wednesday evening in Shanghai.
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 20, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("zh-CN", "2026-11-25T08:30:00Z", "今天 16:30")]
    [InlineData("en", "2026-11-25T08:30:00Z", "Today 16:30")]
    [InlineData("zh-CN", "2026-11-24T15:59:00Z", "昨天 23:59")]
    [InlineData("zh-CN", "2026-11-25T16:00:00Z", "明天 00:00")]
    [InlineData("zh-CN", "2026-03-01T01:00:00Z", "3月1日 09:00")]
    [InlineData("en", "2026-03-01T01:00:00Z", "1 Mar 09:00")]
    [InlineData("zh-CN", "2025-03-01T01:00:00Z", "2025年3月1日")]
    [InlineData("en", "2025-03-01T01:00:00Z", "1 Mar 2025")]
    public void A_moment_is_said_on_its_readers_clock(string language, string at, string expected)
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);

        Spoken.Moment(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), Now).ShouldBe(expected);
    }

    [Theory]
    [InlineData("zh-CN", 30, "刚刚")]
    [InlineData("zh-CN", 3600 * 3, "已等 3 小时")]
    [InlineData("en", 60, "for 1 minute")]
    [InlineData("en", 3600 * 50, "for 2 days")]
    public void A_wait_is_said_in_its_largest_full_unit(string language, int seconds, string expected)
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);

        Spoken.Since(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);
    }

    [Fact]
    public void The_exact_moment_names_its_zone() =>
        Spoken.Exact(DateTimeOffset.Parse("2026-11-25T08:30:05Z", CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).ShouldBe("2026-11-25 16:30:05 Asia/Shanghai");
}
