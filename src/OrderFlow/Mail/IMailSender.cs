namespace OrderFlow.Mail;

/// <summary>Hands a mail to whoever carries it: an SMTP server, or a folder where none is configured.</summary>
public interface IMailSender
{
    /// <summary>Returns when the mail has been taken over.</summary>
    /// <returns>Recipients for whom it was not taken; empty: it was for all.</returns>
    /// <exception cref="MailRefusedException">It will never be taken: the address or the mail itself is wrong.</exception>
    /// <exception cref="IOException">It was not taken this time; trying again may help.</exception>
    Task<IReadOnlyList<RefusedRecipient>> SendAsync(OutgoingMail mail, CancellationToken cancel);
}

/// <summary>A recipient whom the server does not take while it takes the others.</summary>
/// <param name="IsForGood">False: trying again may help.</param>
public sealed record RefusedRecipient(string Address, string Reason, bool IsForGood);

/// <summary>A mail that the server refuses for good (SMTP 5xx), or that cannot be addressed.</summary>
public sealed class MailRefusedException : Exception
{
    public MailRefusedException(string message, Exception? inner = null) : base(message, inner) { }
}
