namespace OrderFlow.Mail;

/// <summary>Section <c>Mail</c> of the configuration.</summary>
public sealed class MailOptions
{
    /// <summary>SMTP server; null or empty: mails are written as .eml files into <see cref="Folder"/>.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 25;

    /// <summary>Null: no sign-in.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>True: TLS is required (STARTTLS, or from the start on port 465). False: used when the server offers it.</summary>
    public bool RequireTls { get; set; }

    /// <summary>The sender of all mails that name none.</summary>
    public string From { get; set; } = "OrderFlow <orderflow@localhost>";

    /// <summary>Where mails go without a server; relative: to the content root.</summary>
    public string Folder { get; set; } = ".data/mail";

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
