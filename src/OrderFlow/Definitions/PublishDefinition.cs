namespace OrderFlow.Definitions;

/// <summary>Publishes the latest version of a definition, or asks a second person to.</summary>
/// <param name="Actor">Name of the user; null: the system, which no second person is asked for.</param>
/// <param name="Note">What was changed and why, at most 1,000 characters; empty: nothing. Null: the draft keeps what it has.</param>
public sealed record PublishDefinition(string DefinitionId, string? Actor, string? Note = null);
