using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Definitions;
using OrderFlow.Persistence;

namespace OrderFlow.Studio.Definitions;

/// <summary>Which workflows use a workflow as an activity.</summary>
internal sealed class Consumers(IDbContextFactory<OrderFlowDb> dbs)
{
    private static readonly JsonSerializerOptions AsStored = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Definition ids of those whose latest version does.</summary>
    public async Task<List<string>> OfAsync(string definitionId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await Latest(db, definitionId).Select(d => d.DefinitionId).OrderBy(id => id).ToListAsync(cancel);
    }

    internal static IQueryable<DefinitionVersion> Latest(OrderFlowDb db, string definitionId)
    {
        // Documents are stored without white space; in ExecuteWorkflow an input of that name is an object.
        var reference = $"\"workflowDefinitionId\":{JsonSerializer.Serialize(definitionId, AsStored)}";
        return db.Definitions.AsNoTracking().Where(d => d.IsLatest && d.DefinitionId != definitionId && d.Json.Contains(reference));
    }
}
