using OrderFlow.Hosting;

namespace OrderFlow.Tests.Hosting;

public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("--urls=http://localhost:1", true)]
    [InlineData("--Environment=Production", true)]
    [InlineData("--ConnectionStrings:OrderFlow=Host=db;Password=a=b", true)]
    [InlineData("--Postgres:Settings:work_mem=8MB", true)]
    [InlineData("--urls", false)]
    [InlineData("--definition=declaration-approval", false)]
    [InlineData("--help", false)]
    [InlineData("C:\\log.xes", false)]
    [InlineData("serve", false)]
    public void An_argument_is_a_setting_or_the_commands_own(string argument, bool isSetting)
    {
        var arguments = Arguments.Split([argument]);

        (arguments.Settings.Length, arguments.Command.Length).ShouldBe(isSetting ? (1, 0) : (0, 1));
    }

    [Fact]
    public void Settings_may_stand_anywhere_and_the_rest_keeps_its_order()
    {
        var arguments = Arguments.Split(["--A:B=1", "replay", "log.xes", "--urls=u", "--map", "m.json"]);

        arguments.Settings.ShouldBe(["--A:B=1", "--urls=u"]);
        arguments.Command.ShouldBe(["replay", "log.xes", "--map", "m.json"]);
    }
}
