namespace OrderFlow.Definitions;

/// <summary>A request to publish, for clients.</summary>
/// <param name="Version">Number of the version.</param>
/// <param name="Hash">Of the text that was asked for, in hexadecimal.</param>
/// <param name="Note">What was changed and why; null: nothing was said.</param>
/// <param name="DecidedBy">Who confirmed, refused or took it back; null: it waits, or the system took it back.</param>
/// <param name="Reason">Why it was refused; null: it was not.</param>
internal sealed record PublishRequestView(
    Guid Id, string DefinitionId, string VersionId, int Version, string Hash, string AskedBy, DateTimeOffset AskedAt, string? Note, PublishRequestState State,
    string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason)
{
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(request))]
    public static PublishRequestView? Of(PublishRequest? request) => request is null ? null : new(
        request.Id, request.DefinitionId, request.VersionId, request.Version, Convert.ToHexStringLower(request.Hash), request.AskedBy, request.AskedAt, request.Note, request.State,
        request.DecidedBy, request.DecidedAt, request.Reason);
}
