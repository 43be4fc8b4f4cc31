using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace OrderFlow.Mail;

/// <summary>Sends through the configured SMTP server, a connection per mail.</summary>
public sealed class SmtpSender(IOptions<MailOptions> options) : IMailSender
{
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancel)
    {
        var settings = options.Value;
        using var message = MailMessages.Build(mail, settings.From);
        using var client = new SmtpClient { Timeout = (int)settings.Timeout.TotalMilliseconds };
        try
        {
            var security = settings.Port == 465 ? SecureSocketOptions.SslOnConnect
                : settings.RequireTls ? SecureSocketOptions.StartTls
                : SecureSocketOptions.StartTlsWhenAvailable;
            await client.ConnectAsync(settings.Host ?? "localhost", settings.Port, security, cancel);
            if (settings.User is { Length: > 0 } user) await client.AuthenticateAsync(user, settings.Password ?? "", cancel);
            await client.SendAsync(message, cancel);
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= 500)
        {
            throw new MailRefusedException($"The mail server refuses it: {(int)refused.StatusCode} {refused.Message}", refused);
        }
        catch (SmtpCommandException refused)
        {
            throw new IOException($"Mail server {settings.Host}:{settings.Port}: {(int)refused.StatusCode} {refused.Message}", refused);
        }
        catch (Exception error) when (error is SmtpProtocolException or ServiceNotConnectedException or System.Net.Sockets.SocketException
            or AuthenticationException or SslHandshakeException or TimeoutException)
        {
            throw new IOException($"Mail server {settings.Host}:{settings.Port}: {error.Message}", error);
        }

        // The mail is taken over once DATA is answered; a server that drops the line at QUIT has it all the same.
        try
        {
            await client.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception error) when (error is IOException or SmtpProtocolException or SmtpCommandException or ServiceNotConnectedException)
        {
        }
    }
}
