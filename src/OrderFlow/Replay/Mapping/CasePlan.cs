using System.Text.Json;
using OrderFlow.Replay.Xes;

namespace OrderFlow.Replay.Mapping;

/// <summary>What a case of the log asks of the definition: the events translated by a <see cref="ReplayMap"/>, ready to be played.</summary>
/// <param name="Name">The case's name in the log; "" only beside problems.</param>
/// <param name="Steps">In the order in which they are played; ignored events are not among them.</param>
/// <param name="End">The state in which the case must stand afterwards; null: the map says nothing.</param>
/// <param name="Problems">Why the case cannot be played, each a sentence. Empty: it can.</param>
public sealed record CasePlan(string Name, IReadOnlyList<PlannedStep> Steps, EndRule? End, IReadOnlyList<string> Problems);

/// <summary>One event of the case and what is done for it.</summary>
/// <param name="At">The log's time, UTC.</param>
/// <param name="By">Null: nobody is named.</param>
public sealed record PlannedStep(LogEvent Event, DateTimeOffset At, Performer? By, StepAction Action);

/// <summary>The person behind an event.</summary>
public sealed record Performer(string User, IReadOnlySet<string> Roles);

/// <summary>What is done for an event.</summary>
public abstract record StepAction;

/// <param name="Name">Null: the definition names the instance, or nobody.</param>
public sealed record StartCase(string CorrelationId, string? Name, IReadOnlyDictionary<string, JsonElement> Inputs) : StepAction;

/// <param name="Task">Id or name of the task's activity.</param>
/// <param name="Comment">Null: none.</param>
/// <param name="Form">An object; undefined: nothing filled in.</param>
public sealed record TakeOutcome(string Task, string Outcome, string? Comment, JsonElement Form) : StepAction;

/// <param name="Payload">An object; undefined: none.</param>
public sealed record RaiseEvent(string Name, JsonElement Payload) : StepAction;

public sealed record CancelCase : StepAction;

/// <summary>Nothing can be done: the case deviates here.</summary>
/// <param name="Reason">One sentence.</param>
public sealed record Unforeseen(string Reason) : StepAction;
