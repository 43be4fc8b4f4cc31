using System.Text.Json;
using System.Text.Json.Serialization;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>What the approvals of an instance have come to so far; kept in its state.</summary>
public sealed record ApprovalHistory
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The latest of each activity, in the order in which they ended.</summary>
    public IReadOnlyList<ClosedApproval> Closed { get; init; } = [];

    /// <summary>Activities that pass with the agreement they had before a return, by key.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>Approvals that go on where they were when their activity is reached again, by its key.</summary>
    public IReadOnlyDictionary<string, Approval> Reopened { get; init; } = new Dictionary<string, Approval>();

    /// <summary>The activity that a return went to and that has not ended since, by key; null: none.</summary>
    public string? ReturnedTo { get; init; }

    /// <summary>Whom people have chosen for later tasks.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Who has got copies, of any task of the instance.</summary>
    public IReadOnlyList<Copy> Copies { get; init; } = [];

    /// <summary>The number of the last one that ended.</summary>
    public int LastNumber { get; init; }

    /// <summary>The latest of an activity that has ended; null: none has.</summary>
    public ClosedApproval? Find(string activity) => Closed.FirstOrDefault(c => c.Activity == activity);

    public static ApprovalHistory Of(InstanceState state) =>
        state.Approvals.ValueKind == JsonValueKind.Undefined ? new ApprovalHistory() : state.Approvals.Deserialize<ApprovalHistory>(Json)!;

    internal void Store(InstanceState state) => state.Approvals = JsonSerializer.SerializeToElement(this, Json);

    internal ApprovalHistory With(string activity, Approval approval, int lastExecution)
    {
        var closed = new ClosedApproval(activity, LastNumber + 1, approval) { LastExecution = lastExecution };
        // What was decided by the one that it went back to frees those after it, or not at all.
        var isOver = ReturnedTo == activity;
        return this with
        {
            Closed = [.. Closed.Where(c => c.Activity != activity), closed],
            LastNumber = closed.Number,
            ReturnedTo = isOver ? null : ReturnedTo,
            Kept = isOver && !approval.Result!.IsAgreed ? [] : Kept,
            Reopened = isOver && !approval.Result!.IsAgreed ? new Dictionary<string, Approval>() : Reopened,
        };
    }

    internal ApprovalHistory Without(string activity) => this with
    {
        Kept = [.. Kept.Where(k => k != activity)],
        Reopened = Reopened.Where(r => r.Key != activity).ToDictionary(),
    };

    internal ApprovalHistory Reopening(string activity, Approval approval) =>
        this with { Reopened = Reopened.Where(r => r.Key != activity).Append(KeyValuePair.Create(activity, approval)).ToDictionary() };
}

/// <summary>An approval that has ended.</summary>
/// <param name="Activity">Key of its activity.</param>
/// <param name="Number">Grows within the instance: tells which ended first.</param>
public sealed record ClosedApproval(string Activity, int Number, Approval Approval)
{
    /// <summary>The flow has gone back to before it: its agreement counts no more.</summary>
    public bool IsVoid { get; init; }

    /// <summary>The last run that had begun when it ended: later ones came after it.</summary>
    public int LastExecution { get; init; }

    [JsonIgnore]
    public bool IsAgreed => !IsVoid && Approval.Result is { IsAgreed: true };
}

/// <summary>People chosen for a later task.</summary>
/// <param name="For">Key of the activity that they were chosen for.</param>
/// <param name="By">Name of the activity whose approver chose them.</param>
public sealed record Choice(string For, string By, IReadOnlyList<string> People);
