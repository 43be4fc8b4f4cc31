using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Sends a mail through the outbox: at least once, with a stable Message-ID. The flow does not wait for the mail server.</summary>
internal sealed class SendEmail : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SendEmail",
        Category = "Email",
        DisplayName = "Send email",
        Description = "Sends a mail.",
        Kind = ActivityKind.Job,
        Inputs =
        [
            new InputDescriptor("From", "String", Description: "The sender; empty: the configured one."),
            new InputDescriptor("To", "List<String>", "multitext", "Addresses, or user:name and role:name.", IsRequired: true),
            new InputDescriptor("Cc", "List<String>", "multitext", "Copies."),
            new InputDescriptor("Bcc", "List<String>", "multitext", "Hidden copies."),
            new InputDescriptor("Subject", "String", Description: "The subject."),
            new InputDescriptor("Body", "String", "multiline", "The text, as HTML."),
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var to = JsonValues.AsStringList(context.Input("To"));
        if (to.Count == 0) throw new ActivityFault("Mail", $"'{context.Node.DisplayText}' names no recipient.");
        context.Do(new Execution.SendMail(context.NewId(), new MailContent
        {
            From = JsonValues.AsString(context.Input("From")) is { Length: > 0 } from ? from : null,
            To = to,
            Cc = JsonValues.AsStringList(context.Input("Cc")),
            Bcc = JsonValues.AsStringList(context.Input("Bcc")),
            Subject = JsonValues.AsString(context.Input("Subject")) ?? "",
            Body = JsonValues.AsString(context.Input("Body")) ?? "",
        }));
        context.Complete();
    }
}
