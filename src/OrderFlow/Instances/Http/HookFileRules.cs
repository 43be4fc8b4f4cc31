using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;
using OrderFlow.Hosting.Api;

namespace OrderFlow.Instances.Http;

/// <summary>
/// Which files an endpoint takes. A rule that is an expression cannot be evaluated before there is an instance: where one stands, no
/// file passes it.
/// </summary>
internal sealed class HookFileRules(ActivityNode endpoint)
{
    /// <summary>The rule that a file breaks: its outcome, and the answer where that outcome is not exposed; null: none.</summary>
    public HookBreach? Find(IReadOnlyList<HookFile> files)
    {
        if (files.Count == 0) return null;
        if (Is("FileSizeLimit") && files.FirstOrDefault(f => Size() is not { } limit || f.Length > limit) is { } large)
            return new HookBreach("File too large", "ExposeFileTooLargeOutcome", StatusCodes.Status413PayloadTooLarge, ApiText.FileTooLarge(large.FileName, Size() ?? 0));
        if (files.FirstOrDefault(f => !Passes("AllowedFileExtensions", Extension(f)) || Stops("BlockedFileExtensions", Extension(f))) is { } named)
            return new HookBreach("Invalid file extension", "ExposeInvalidFileExtensionOutcome", StatusCodes.Status415UnsupportedMediaType, ApiText.FileNotTaken(named.FileName, Extension(named)));
        if (files.FirstOrDefault(f => !Passes("AllowedMimeTypes", f.ContentType)) is { } typed)
            return new HookBreach("Invalid file MIME type", "ExposeInvalidFileMimeTypeOutcome", StatusCodes.Status415UnsupportedMediaType, ApiText.FileNotTaken(typed.FileName, typed.ContentType));
        return null;
    }

    private bool Is(string input) => endpoint.Inputs.GetValueOrDefault(input)?.Text is { Length: > 0 };

    private long? Size() => endpoint.Inputs["FileSizeLimit"] is { Type: "Literal" or "Object" } given && long.TryParse(given.Text, out var bytes) ? bytes : null;

    private bool Passes(string input, string value) => Listed(input) is { } list ? list.Count == 0 || Contains(list, value) : false;

    private bool Stops(string input, string value) => Listed(input) is not { } list || Contains(list, value);

    // Null: it is not known.
    private IReadOnlyList<string>? Listed(string input)
    {
        if (!Is(input)) return [];
        if (endpoint.Inputs[input] is not { Type: "Literal" or "Object" } given) return null;
        try
        {
            return JsonValues.AsStringList(JsonValues.FromNode(given.Value));
        }
        catch (Exception wrong) when (wrong is ExpressionFailure or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // People write "pdf" and ".pdf".
    private static bool Contains(IReadOnlyList<string> list, string value) => list.Any(i => i.TrimStart('.').Equals(value.TrimStart('.'), StringComparison.OrdinalIgnoreCase));

    private static string Extension(HookFile file) => Path.GetExtension(file.FileName);
}

/// <summary>A request that breaks one of an endpoint's rules.</summary>
/// <param name="Outcome">At which the workflow goes on, where its author exposes it.</param>
/// <param name="Exposure">The member that says so.</param>
/// <param name="Status">The answer where it is not exposed.</param>
internal sealed record HookBreach(string Outcome, string Exposure, int Status, string Detail)
{
    public static HookBreach TooLarge(int limit) => new("Request too large", "ExposeRequestTooLargeOutcome", StatusCodes.Status413PayloadTooLarge, ApiText.BodyTooLarge(limit));

    public bool IsExposed(ActivityNode endpoint) =>
        (endpoint.Definition.Source[JsonNamingPolicy.CamelCase.ConvertName(Exposure)] ?? endpoint.Definition.Source[Exposure])?.ToString().Equals("true", StringComparison.OrdinalIgnoreCase) == true;

    public Problem ToProblem() => new(Status, Status == StatusCodes.Status413PayloadTooLarge ? "too-large" : "file-not-taken", Detail);
}
