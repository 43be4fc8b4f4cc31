using OrderFlow.Replay.Xes;

namespace OrderFlow.Tests.Replay.Xes;

public class LogValueTests
{
    [Theory]
    [InlineData(LogType.Text, "007", "\"007\"")]
    [InlineData(LogType.Id, "5d7", "\"5d7\"")]
    [InlineData(LogType.Whole, "-9223372036854775808", "-9223372036854775808")]
    [InlineData(LogType.Number, "392.2802673278743", "392.2802673278743")]
    [InlineData(LogType.Number, "0.10", "0.10")]
    [InlineData(LogType.Number, "1.5E3", "1500")]
    [InlineData(LogType.Number, "1E300", "1E+300")]
    [InlineData(LogType.Boolean, "1", "true")]
    [InlineData(LogType.Boolean, "false", "false")]
    [InlineData(LogType.Date, "2018-02-26T10:33:50+01:00", "\"2018-02-26T09:33:50+00:00\"")]
    [InlineData(LogType.List, "", "[]")]
    [InlineData(LogType.Container, "", "{}")]
    public void A_value_becomes_json_of_its_type(LogType type, string text, string json)
    {
        new LogValue(type, text, []).TryGetJson(out var value).ShouldBeTrue();

        value!.ToJsonString().ShouldBe(json);
    }

    [Theory]
    [InlineData(LogType.Whole, "1.5")]
    [InlineData(LogType.Whole, "9223372036854775808")]
    [InlineData(LogType.Number, "NaN")]
    [InlineData(LogType.Number, "1,5")]
    [InlineData(LogType.Boolean, "yes")]
    [InlineData(LogType.Date, "soon")]
    public void A_value_that_does_not_fit_its_type_becomes_nothing(LogType type, string text)
    {
        new LogValue(type, text, []).TryGetJson(out var value).ShouldBeFalse();

        value.ShouldBeNull();
    }
}
