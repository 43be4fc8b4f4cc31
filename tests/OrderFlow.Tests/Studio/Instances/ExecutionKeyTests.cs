using OrderFlow.Studio.Instances;

namespace OrderFlow.Tests.Studio.Instances;

public sealed class ExecutionKeyTests
{
    [Fact]
    public void A_name_leads_back_to_the_run()
    {
        var key = new ExecutionKey(new Guid("018f0000-0000-7000-8000-00000000002a"), 7);

        key.ToString().ShouldBe("018f0000-0000-7000-8000-00000000002a-7");

        ExecutionKey.Parse(key.ToString()).ShouldBe(key);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nope")]
    [InlineData("018f0000-0000-7000-8000-00000000002a")]
    [InlineData("018f0000-0000-7000-8000-00000000002a-")]
    [InlineData("018f0000-0000-7000-8000-00000000002a--1")]
    [InlineData("018f0000-0000-7000-8000-00000000002a- 1")]
    [InlineData("018f0000-0000-7000-8000-00000000002a-99999999999")]
    [InlineData("-7")]
    public void What_names_no_run_is_no_error(string? text) => ExecutionKey.Parse(text).ShouldBeNull();
}
