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
            case DefinitionResult.Waiting waiting:
                // Answered with 200 it would be called published by the designer.
                return ElsaError.BadRequest(ApiText.WaitsForSecond(waiting.Version.Version, (await NameAsync(waiting.Request.AskedBy, cancel))!));
            case DefinitionResult.NotFound missing:
                return ElsaError.NotFound(Sentences.Of(missing.Reason));
            case DefinitionResult.Refused refused:
                return ElsaError.BadRequest(Sentences.Of(refused.Reason));
            case DefinitionResult.Stale stale:
                return ElsaError.BadRequest(ApiText.StaleDraft(await NameAsync(stale.By, cancel), stale.At));
            case DefinitionResult.Invalid invalid:
                return ElsaError.BadRequest(SentencesOf(invalid.Findings));
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

    /// <summary>All of them, what stands in the way first: who mends one wants to know of the others.</summary>
    public static IEnumerable<string> SentencesOf(IReadOnlyList<Finding> findings) => findings.OrderBy(f => f.Severity).Select(FindingTexts.Sentence);

    private async Task<System.Text.Json.Nodes.JsonObject> DocumentAsync(DefinitionVersion version, ClaimsPrincipal user, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return ElsaDefinition.Of(version, await WorkflowTypes.LoadAsync(db, cancel), user);
    }
}
