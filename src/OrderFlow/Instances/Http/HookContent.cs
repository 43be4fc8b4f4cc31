using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using OrderFlow.Hosting.Api;

namespace OrderFlow.Instances.Http;

/// <summary>What a request's body holds.</summary>
/// <param name="Parsed">JSON as it is, form fields as an object, anything else as text; null: nothing.</param>
internal sealed record HookContent(JsonElement? Parsed, IReadOnlyList<HookFile> Files)
{
    public static HookContent Nothing { get; } = new(null, []);

    public static async Task<(HookContent Content, Problem? Problem)> ReadAsync(HttpRequest request, byte[] bytes, CancellationToken cancel)
    {
        if (bytes.Length == 0) return (Nothing, null);
        if (request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true) return await FormAsync(request, bytes, cancel);
        if (request.HasJsonContentType()) return (new HookContent(JsonBody.ReadElement(bytes, out var problem), []), problem);
        if (!Utf8.IsValid(bytes)) return (Nothing, JsonBody.BadJson("invalid-utf8", ApiText.NotUtf8));

        var text = Encoding.UTF8.GetString(bytes);
        var isForm = request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        return (new HookContent(isForm ? Fields(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(text)) : JsonSerializer.SerializeToElement(text), []), null);
    }

    /// <summary>As in Elsa: one value is text, several are a list.</summary>
    public static JsonElement Fields(IEnumerable<KeyValuePair<string, StringValues>> fields) =>
        JsonSerializer.SerializeToElement(fields.ToDictionary(f => f.Key, object? (f) => f.Value.Count > 1 ? f.Value.ToArray() : f.Value.ToString()));

    private static async Task<(HookContent Content, Problem? Problem)> FormAsync(HttpRequest request, byte[] bytes, CancellationToken cancel)
    {
        // In memory as a whole already: nothing of it goes to disk.
        var options = new FormOptions { MemoryBufferThreshold = bytes.Length + 1, MultipartBodyLengthLimit = bytes.Length + 1 };
        request.Body = new MemoryStream(bytes);
        try
        {
            var form = await new FormFeature(request, options).ReadFormAsync(cancel);
            var files = new List<HookFile>();
            foreach (var file in form.Files) files.Add(await HookFile.ReadAsync(file, cancel));
            return (new HookContent(Fields(form), files), null);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException)
        {
            return (Nothing, new Problem(StatusCodes.Status400BadRequest, "bad-form", ApiText.BadForm(wrong.Message)));
        }
    }
}

/// <summary>A file of a form. <paramref name="Content"/> is base64.</summary>
internal sealed record HookFile(string Name, string FileName, string ContentType, long Length, string Content)
{
    public static async Task<HookFile> ReadAsync(IFormFile file, CancellationToken cancel)
    {
        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancel);
        return new HookFile(file.Name, file.FileName, file.Headers.ContainsKey("Content-Type") ? file.ContentType : "application/octet-stream", file.Length, Convert.ToBase64String(content.ToArray()));
    }
}
