using Microsoft.Extensions.Options;
using OrderFlow.Mail;

namespace OrderFlow.Outbox;

/// <summary>The outbox and who carries its letters.</summary>
internal static class OutboxServices
{
    /// <param name="mail">Section <c>Mail</c>.</param>
    public static IServiceCollection AddOutbox(this IServiceCollection services, IConfigurationSection mail)
    {
        services.Configure<MailOptions>(mail);
        services.AddSingleton<SmtpSender>();
        services.AddSingleton<FolderSender>();
        services.AddSingleton<IMailSender>(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value.Host is { Length: > 0 }
            ? provider.GetRequiredService<SmtpSender>()
            : provider.GetRequiredService<FolderSender>());
        services.AddSingleton<Recipients>();
        services.AddHttpClient<HttpCaller>(client => client.Timeout = TimeSpan.FromSeconds(30));
        services.AddSingleton<OutboxBox>();
        services.AddSingleton<LetterAnswers>();
        services.AddSingleton<MailLetters>();
        services.AddSingleton<NoticeLetters>();
        services.AddSingleton<HttpLetters>();
        services.AddSingleton<OutboxWork>();
        services.AddHostedService<OutboxService>();
        return services;
    }
}
