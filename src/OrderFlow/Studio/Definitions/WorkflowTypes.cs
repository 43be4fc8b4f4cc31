using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Activities;
using OrderFlow.Persistence;

namespace OrderFlow.Studio.Definitions;

/// <summary>A version of a workflow that can be used as an activity.</summary>
/// <param name="TypeName">As an activity's type: made of the workflow's name.</param>
/// <param name="IsPublished">It is offered; others are known only, because an older version may use them.</param>
internal sealed record WorkflowType(string TypeName, string VersionId, string DefinitionId, int Version, string Name, bool IsPublished);

/// <summary>The workflows that can be used as activities, with all versions that were ever published.</summary>
internal sealed class WorkflowTypes(IReadOnlyList<WorkflowType> all)
{
    public IReadOnlyList<WorkflowType> All => all;

    public static async Task<WorkflowTypes> LoadAsync(OrderFlowDb db, CancellationToken cancel)
    {
        var rows = await db.Definitions.AsNoTracking().Where(d => d.UsableAsActivity && d.PublishedAt != null)
            .OrderBy(d => d.DefinitionId).ThenByDescending(d => d.Version)
            .Select(d => new { d.Id, d.DefinitionId, d.Version, d.Name, d.IsPublished }).ToListAsync(cancel);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows.DistinctBy(r => r.DefinitionId))
        {
            var name = TypeNameOf(row.Name);
            // Types are told apart by their names alone: two workflows of one name must not share theirs.
            if (name.Length == 0 || KnownActivities.Registry.Describe(name) is not null || !taken.Add(name)) name += "_" + row.DefinitionId;
            names[row.DefinitionId] = name;
        }

        return new WorkflowTypes([.. rows.Select(r => new WorkflowType(names[r.DefinitionId], r.Id, r.DefinitionId, r.Version, r.Name, r.IsPublished))]);
    }

    /// <summary>The workflow that an activity stands for; null: it stands for none, or for one that is not there.</summary>
    public WorkflowType? UsedBy(JsonObject activity)
    {
        if (activity["workflowDefinitionId"] is not JsonValue id || id.ToString() is not { Length: > 0 } definitionId) return null;
        var version = (activity["workflowDefinitionVersionId"] as JsonValue)?.ToString();
        return all.FirstOrDefault(t => t.DefinitionId == definitionId && t.VersionId == version) ?? all.FirstOrDefault(t => t.DefinitionId == definitionId && t.IsPublished);
    }

    // "Credit check (EU)" is CreditCheckEU.
    private static string TypeNameOf(string name)
    {
        var text = new StringBuilder(name.Length);
        var begins = true;
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) text.Append(begins ? Rune.ToUpperInvariant(rune) : rune);
            begins = !Rune.IsLetterOrDigit(rune);
        }

        return text.ToString();
    }
}
