using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Hosting.Api;
using OrderFlow.Persistence;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Definitions;

/// <summary>What came of a command to a definition, in Elsa's words.</summary>
internal sealed class ElsaAnswers(IDbContextFactory<OrderFlowDb> dbs, Consumers consumers, CompiledVersions compiled)
{
    public async Task<IResult> DefinitionAsync(DefinitionVersion version, ClaimsPrincipal user, CancellationToken cancel) => ElsaJson.Ok(await DocumentAsync(version, user, cancel));

    /// <summary>As saving and publishing answer.</summary>
    public async Task<IResult> SavedAsync(DefinitionVersion version, bool alreadyPublished, ClaimsPrincipal user, CancellationToken cancel) => ElsaJson.Ok(new
    {
        WorkflowDefinition = await DocumentAsync(version, user, cancel),
        AlreadyPublished = alreadyPublished,
        ConsumingWorkflowCount = version.UsableAsActivity ? (await consumers.OfAsync(version.DefinitionId, cancel)).Count : 0,
    });

    /// <summary>Null: it was done, and this host knows it from now on.</summary>
    public async Task<IResult?> RefusalAsync(DefinitionResult result, CancellationToken cancel)
    {
        switch (result)
        {
            case DefinitionResult.Done done:
                compiled.Forget(done.Version.DefinitionId);
                return null;
            case DefinitionResult.NotFound missing:
                return ElsaError.NotFound(missing.Message);
            case DefinitionResult.Conflict conflict:
                return ElsaError.BadRequest(conflict.Message);
            case DefinitionResult.Stale stale:
                return ElsaError.BadRequest(ApiText.StaleDraft(await NameAsync(stale.By, cancel), stale.At));
            case DefinitionResult.Invalid invalid:
                return ElsaError.BadRequest(Sentences(invalid.Findings));
            default:
                throw new InvalidOperationException($"Expected a known result, but got {result.GetType().Name}.");
        }
    }

    /// <summary>The name of a user as people know it; null: the system.</summary>
    public async Task<string?> NameAsync(string? user, CancellationToken cancel)
    {
        if (user is null) return null;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Users.Where(u => u.Name == user).Select(u => u.DisplayName).SingleOrDefaultAsync(cancel) ?? user;
    }

    /// <summary>Errors with what to do about them. Warnings do not stand in the way.</summary>
    public static IEnumerable<string> Sentences(IReadOnlyList<Finding> findings) => findings.Where(f => f.Severity == Severity.Error).Select(FindingTexts.Sentence);

    private async Task<System.Text.Json.Nodes.JsonObject> DocumentAsync(DefinitionVersion version, ClaimsPrincipal user, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return ElsaDefinition.Of(version, await WorkflowTypes.LoadAsync(db, cancel), user);
    }
}
