using System.Security.Claims;
using OrderFlow.People;

namespace OrderFlow.Studio.Definitions;

/// <param name="Href">Below the API's base.</param>
internal sealed record ElsaLink(string Href, string Rel, string Method);

/// <summary>
/// What the caller may do, as links. Studio reads them as permissions: a workflow without "publish" is shown read-only, a list
/// without "bulk-publish" too. So "publish" stands there for those who may edit and publish.
/// </summary>
internal static class DefinitionLinks
{
    public static List<ElsaLink> Of(string definitionId, ClaimsPrincipal user)
    {
        var path = "/workflow-definitions/" + Uri.EscapeDataString(definitionId);
        List<ElsaLink> links =
        [
            new(path, "self", "GET"), new("/workflow-definitions/by-definition-id/" + Uri.EscapeDataString(definitionId), "self", "GET"),
            new(path + "/versions", "versions", "GET"), new(path + "/export", "export", "POST"),
        ];
        if (user.May(Access.Operate))
            links.AddRange([new(path + "/bulk-dispatch", "bulk-dispatch", "POST"), new(path + "/dispatch", "dispatch", "POST"), new(path + "/execute", "execute", "POST")]);
        if (user.May(Access.Edit))
            links.AddRange([new(path, "delete", "DELETE"), new(path + "/import", "import", "PUT"), new(path + "/update-references", "update-references", "POST")]);
        if (user.May(Access.Edit) && user.May(Access.Publish))
            links.AddRange([new(path + "/publish", "publish", "POST"), new(path + "/retract", "retract", "POST")]);
        return links;
    }

    public static List<ElsaLink> OfList(ClaimsPrincipal user)
    {
        List<ElsaLink> links =
        [
            new("/workflow-definitions", "self", "GET"), new("/workflow-definitions/validation/is-name-unique", "is-name-unique", "GET"),
            new("/workflow-definitions/query/count", "count", "GET"), new("/workflow-definitions/many-by-id", "many-by-id", "GET"),
        ];
        if (user.May(Access.Edit))
        {
            links.AddRange(
            [
                new("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete-by-definition-id", "POST"), new("/bulk-actions/delete/workflow-definitions/by-id", "bulk-delete-by-id", "POST"),
                new("/workflow-definitions/import", "import", "POST"), new("/workflow-definitions/import-files", "import-files", "POST"), new("/workflow-definitions", "create", "POST"),
            ]);
        }

        if (user.May(Access.Edit) && user.May(Access.Publish))
        {
            links.AddRange(
            [
                new("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
                new("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
            ]);
        }

        return links;
    }
}
