using Xunit.Abstractions;
using Xunit.Sdk;

namespace OrderFlow.Tests.Execution.Model;

/// <summary>Says something that is to be read in every run, also in one that passes: the output of a test is shown only when it fails.</summary>
public sealed class Announcement(IMessageSink sink)
{
    public void Say(string text) => sink.OnMessage(new DiagnosticMessage(text));
}
