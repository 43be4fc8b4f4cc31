using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace OrderFlow.Mail;

/// <summary>Sends through the configured SMTP server, a connection per mail.</summary>
public sealed class SmtpSender(IOptions<MailOptions> options) : IMailSender
{
    public async Task<IReadOnlyList<RefusedRecipient>> SendAsync(OutgoingMail mail, CancellationToken cancel)
    {
        var settings = options.Value;
        using var message = MailMessages.Build(mail, settings.From);
        using var client = new SmtpSession { Timeout = (int)settings.Timeout.TotalMilliseconds };
        // The attempt as a whole: a server that answers a byte now and then never exceeds the time for one answer.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(settings.Timeout);
        try
        {
            var security = settings.Port == 465 ? SecureSocketOptions.SslOnConnect
                : settings.RequireTls ? SecureSocketOptions.StartTls
                : SecureSocketOptions.StartTlsWhenAvailable;
            await client.ConnectAsync(settings.Host ?? "localhost", settings.Port, security, limit.Token);
            if (settings.User is { Length: > 0 } user) await client.AuthenticateAsync(user, settings.Password ?? "", limit.Token);
            await client.SendAsync(message, limit.Token);
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= 500 && refused.ErrorCode != SmtpErrorCode.UnexpectedStatusCode)
        {
            throw new MailRefusedException($"The mail server refuses it: {(int)refused.StatusCode} {refused.Message}", refused);
        }
        catch (SmtpCommandException refused)
        {
            throw new IOException($"Mail server {settings.Host}:{settings.Port}: {(int)refused.StatusCode} {refused.Message}", refused);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"Mail server {settings.Host}:{settings.Port} did not take it within {settings.Timeout}.", late);
        }
        catch (Exception error) when (error is SmtpProtocolException or ServiceNotConnectedException or System.Net.Sockets.SocketException
            or AuthenticationException or SslHandshakeException or TimeoutException)
        {
            throw new IOException($"Mail server {settings.Host}:{settings.Port}: {error.Message}", error);
        }

        // The mail is taken over once DATA is answered; a server that drops the line at QUIT has it all the same.
        try
        {
            await client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SmtpProtocolException or SmtpCommandException or ServiceNotConnectedException)
        {
        }

        return client.Refused;
    }
}
