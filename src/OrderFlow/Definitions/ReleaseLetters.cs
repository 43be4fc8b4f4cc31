using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Execution;
using OrderFlow.Mail;
using OrderFlow.Outbox;
using OrderFlow.People;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>Tells those who may release a version that it waits for them: a letter each, committed with the request.</summary>
internal static class ReleaseLetters
{
    public static async Task AddAsync(OrderFlowDb db, DefinitionVersion version, PublishRequest request, CancellationToken cancel)
    {
        // Administrators may stand in for a role, but are not asked to each time.
        string[] roles = SecondPerson.RoleOf(version.ReleaseRule!) is { } role ? [role] : [.. Access.Granting(Access.Publish)];
        var askedBy = await db.Users.Where(u => u.Name == request.AskedBy).Select(u => u.DisplayName).FirstOrDefaultAsync(cancel) ?? request.AskedBy;
        var people = await db.Users.AsNoTracking()
            .Where(u => u.IsActive && u.Email != null && u.Name != request.AskedBy && u.Name != version.ChangedBy && u.Roles.Any(r => roles.Contains(r))).OrderBy(u => u.Name).ToListAsync(cancel);
        foreach (var person in people)
        {
            var (id, mail) = (Guid.CreateVersion7(request.AskedAt), ReleaseMail.Compose(request, version.Name, askedBy, person));
            var letter = new SendMail(id, new MailContent { To = [Recipients.UserPrefix + person.Name], Subject = mail.Subject, Body = mail.Html });
            db.Outbox.Add(new OutboxRow
            {
                Id = id,
                Kind = OutboxKind.Mail,
                // No instance sends it.
                InstanceId = Guid.Empty,
                Payload = PackedJson.Pack(JsonSerializer.SerializeToUtf8Bytes(letter, StoreJson.Default.SendMail)),
                NextTryAt = request.AskedAt,
                CreatedAt = request.AskedAt,
            });
        }
    }
}
