using Microsoft.Extensions.Options;

namespace OrderFlow.Mail;

/// <summary>Writes mails as .eml files: what the demo does, where no mail server is configured. The same mail twice is the same file.</summary>
public sealed class FolderSender(IOptions<MailOptions> options, IHostEnvironment environment) : IMailSender
{
    public async Task<IReadOnlyList<RefusedRecipient>> SendAsync(OutgoingMail mail, CancellationToken cancel)
    {
        using var message = MailMessages.Build(mail, options.Value.From);
        var folder = Path.GetFullPath(options.Value.Folder, environment.ContentRootPath);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{mail.Id:n}.eml");
        await using (var file = File.Create(path + ".part")) await message.WriteToAsync(file, cancel);
        File.Move(path + ".part", path, overwrite: true);
        return [];
    }
}
