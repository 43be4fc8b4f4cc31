using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>A task as a person sees it now.</summary>
/// <param name="Allowed">Every action: null where he may, else why not.</param>
/// <param name="ReturnTo">The activities that it can be returned to, the last passed first: id and what people read.</param>
public sealed record TaskLook(Approval Approval, IReadOnlyDictionary<ApprovalAction, Refused?> Allowed, IReadOnlyList<(string Id, string Name)> ReturnTo);
