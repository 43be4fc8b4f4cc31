using OrderFlow.Persistence.Embedded;

namespace OrderFlow.Tests.Persistence.Embedded;

public sealed class FailureTests
{
    [Theory]
    [InlineData("FATAL:  could not extend file \"base/1/2691\": No space left on device\nPANIC:  cannot abort transaction 1", "is full")]
    [InlineData("FATAL:  could not extend file: wrote only 4096 of 8192 bytes at block 5\nHINT:  Check free disk space.", "is full")]
    [InlineData("waiting for server to start.... stopped waiting\npg_ctl: could not start server\nExamine the log output.\nFATAL:  database files are incompatible with server\nDETAIL:  …", "start: database files are incompatible with server (")]
    [InlineData("LOG:  unrecognized configuration parameter \"fsink\" in file \"x\" line 3\nFATAL:  configuration file \"x\" contains errors", "start: unrecognized configuration parameter \"fsink\"")]
    [InlineData("initdb: error: could not access directory \"/d\": Permission denied", "start: could not access directory \"/d\": Permission denied")]
    [InlineData("pg_ctl: directory \"/d\" is not a database cluster directory\n", "start: pg_ctl: directory \"/d\" is not a database cluster directory")]
    [InlineData("pg_ctl: could not start server\nExamine the log output.\n", "start: pg_ctl: could not start server")]
    [InlineData("", "start: it ended without a word")]
    public void What_the_programs_say_becomes_one_sentence(string output, string expected)
    {
        var message = Failure.Of(output, "/tmp").Message;

        message.ShouldContain(expected, Case.Sensitive);
        message.ShouldNotContain("\n");
        message.ShouldEndWith(message.Contains("full", StringComparison.Ordinal) ? "start again." : ").");
    }
}
