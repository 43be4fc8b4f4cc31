using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// Sends a mail through the outbox: at least once, with a stable Message-ID. The flow does not wait for the mail server, unless an
/// activity is given for errors: then it goes on when the mail was taken, or when that activity has run.
/// </summary>
internal sealed class SendEmail : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SendEmail",
        Category = "Email",
        DisplayName = "Send Email",
        Description = "Sends a mail.",
        Kind = ActivityKind.Task,
        Inputs =
        [
            new InputDescriptor("From", "String", Description: "The sender; empty: the configured one."),
            new InputDescriptor("To", "List<String>", "multitext", "Addresses, or user:name and role:name.", IsRequired: true),
            new InputDescriptor("Cc", "List<String>", "multitext", "Copies."),
            new InputDescriptor("Bcc", "List<String>", "multitext", "Hidden copies."),
            new InputDescriptor("Subject", "String", Description: "The subject."),
            new InputDescriptor("Attachments", "Object", "multiline", "Files of a form, base64 text, or anything else as JSON."),
            new InputDescriptor("Body", "String", "multiline", "The text, as HTML."),
        ],
        EmbeddedPorts = ["Error"],
    };

    public override void Execute(ActivityContext context)
    {
        var to = JsonValues.AsStringList(context.Input("To"));
        if (to.Count == 0) throw new ActivityFault("Mail", $"'{context.Node.DisplayText}' names no recipient.");
        var id = context.NewId();
        var content = new MailContent
        {
            From = JsonValues.AsString(context.Input("From")) is { Length: > 0 } from ? from : null,
            To = to,
            Cc = JsonValues.AsStringList(context.Input("Cc")),
            Bcc = JsonValues.AsStringList(context.Input("Bcc")),
            Subject = JsonValues.AsString(context.Input("Subject")) ?? "",
            Body = JsonValues.AsString(context.Input("Body")) ?? "",
            Attachments = MailAttachments.Of(context.Input("Attachments")),
        };
        var waits = context.Node.Port("Error") is not null;
        context.Do(new Execution.SendMail(id, content, waits ? context.AddBookmark(BookmarkKind.Mail, reference: id).Id : null));
        if (!waits) context.Complete();
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object || input.Deserialize(StateJsonContext.Default.MailResult) is not { Failure: { } failure })
        {
            context.Complete();
            return;
        }

        context.Note($"Not sent: {failure}");
        context.Schedule(context.Node.Port("Error")!);
    }
}
