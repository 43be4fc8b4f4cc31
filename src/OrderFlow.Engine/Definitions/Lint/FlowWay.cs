namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>One way out of an activity of a flowchart: a connection, or where a Return in it goes.</summary>
/// <param name="From">Place of the activity in the flowchart.</param>
/// <param name="Port">Null: a Return, which takes the one token away with it.</param>
/// <param name="To">Place of the activity that it leads to.</param>
/// <param name="IsDead">Nothing ever goes this way: its outcome does not exist, or it begins where a branch ends.</param>
internal sealed record FlowWay(int From, string? Port, int To, bool IsDead);
