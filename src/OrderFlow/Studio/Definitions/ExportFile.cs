using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Studio.Definitions;

/// <summary>Versions as files that any Elsa server imports.</summary>
internal static class ExportFile
{
    /// <summary>With what is known of the version now; unknown activities as they came.</summary>
    public static byte[] Of(DefinitionVersion version)
    {
        var document = DefinitionWriter.ForExport(DefinitionStore.Read(version));
        (document["isLatest"], document["isPublished"]) = (version.IsLatest, version.IsPublished);
        // What the database stands for was read without nulls; Elsa wants the lists.
        foreach (var list in new[] { "variables", "inputs", "outputs", "outcomes" }) document[list] ??= new JsonArray();
        document["customProperties"] ??= new JsonObject();
        return Encoding.UTF8.GetBytes(DefinitionWriter.Text(document, indented: true));
    }

    public static string NameOf(DefinitionVersion version) => $"workflow-definition-{Slug(version.Name)}-{Slug(version.DefinitionId)}-{version.Id}.json";

    public static byte[] Zip(IEnumerable<DefinitionVersion> versions)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var version in versions)
            {
                using var entry = zip.CreateEntry(NameOf(version)).Open();
                entry.Write(Of(version));
            }
        }

        return stream.ToArray();
    }

    // A file name that every system takes; Chinese names stay.
    private static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var c in text.ToLower(CultureInfo.InvariantCulture))
        {
            if (char.IsLetterOrDigit(c) || c == '_') slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        return slug.ToString().Trim('-') is { Length: > 0 } some ? some[..Math.Min(some.Length, 60)] : "workflow";
    }
}
