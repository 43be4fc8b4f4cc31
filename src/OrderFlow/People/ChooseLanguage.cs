using Microsoft.EntityFrameworkCore;
using OrderFlow.Persistence;

namespace OrderFlow.People;

/// <summary>A user's own language, for pages and mails.</summary>
/// <param name="Language">One of <see cref="Access.Languages"/>.</param>
internal sealed record ChooseLanguage(string User, string Language);

internal sealed class ChooseLanguageHandler(IDbContextFactory<OrderFlowDb> dbs)
{
    /// <returns>False: there is no such language or user, and nothing has changed.</returns>
    public async Task<bool> HandleAsync(ChooseLanguage command, CancellationToken cancel)
    {
        if (!Access.Languages.Contains(command.Language)) return false;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Users.Where(u => u.Name == command.User && u.IsActive).ExecuteUpdateAsync(set => set.SetProperty(u => u.Language, command.Language), cancel) == 1;
    }
}
