namespace OrderFlow.Mail;

/// <summary>Hands a mail to whoever carries it: an SMTP server, or a folder where none is configured.</summary>
public interface IMailSender
{
    /// <summary>Returns when the mail has been taken over.</summary>
    /// <exception cref="MailRefusedException">It will never be taken: the address or the mail itself is wrong.</exception>
    /// <exception cref="IOException">It was not taken this time; trying again may help.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken cancel);
}

/// <summary>A mail that the server refuses for good (SMTP 5xx), or that cannot be addressed.</summary>
public sealed class MailRefusedException : Exception
{
    public MailRefusedException(string message, Exception? inner = null) : base(message, inner) { }
}
