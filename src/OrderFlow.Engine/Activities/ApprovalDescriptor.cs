using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Activities;

/// <summary>What a designer and the validator know of approval tasks. Every input has a default that asks nobody anything.</summary>
internal static class ApprovalDescriptor
{
    public const string TypeName = "OrderFlow.ApprovalTask";

    public static readonly InputDescriptor[] Inputs =
    [
        new("Title", "String", Description: "What is to be decided."),
        new("Description", "String", "multiline", "What one should know for it."),
        new("Users", "List<String>", "multitext", "Who decides, by user name."),
        new("Roles", "List<String>", "multitext", "Who decides, by role: anybody who has it."),
        new("Assignees", "Object", Description: "Who decides, as rules: user:name, role:name, department:id, head, manager, position:name, initiator, chosen, field:name, document:name; or objects {kind, name, of, levels, each, weight, veto}."),
        // The numbers are Elsa's way to write an option: new ones are added at the end.
        new("Mode", "String", "dropdown", "Whether all must decide or anyone may.", "Any", Options: ["Any", "All", .. Names<ApprovalMode>().Except(["Any", "All"])]),
        new("Outcomes", "List<String>", "dynamic-outcomes", "What can be chosen; the first agrees, every other refuses.", new[] { "Approve", "Reject" }),
        new("PassShare", "Decimal", Description: "Of a vote: the share of the weights that must agree, in percent. Empty: more than half."),
        new("Quorum", "Int32", Description: "Of a vote: how many must have voted before it can pass."),
        Options<RefusalPolicy>("OnRefusal", "What a refusal does: ends the task, lets the others be asked all the same, or sends the flow back."),
        new("ReturnTo", "String", Description: "Where a refusal leads that sends the flow back: Previous, Initiator, or an activity."),
        Options<AfterReturn>("AfterReturn", "After a return: everybody is asked again step by step, or it comes straight back to who returned it."),
        new("InitiatorStep", "String", Description: "The activity by which whoever started it revises; a return to the initiator leads there."),
        Options<CommentRule>("RequireComment", "When a decision needs words."),
        Options<EmptyRule>("WhenEmpty", "What happens when nobody is found who could decide."),
        new("WhenEmptyTo", "String", Description: "Who decides then, as user:name or role:name."),
        new("WhenEmptyReason", "String", Description: "Why it is right that it is approved by itself then."),
        Options<InitiatorRule>("WhenInitiator", "What happens when whoever started it is to decide it."),
        Options<SameApproverRule>("SameApprover", "What happens when somebody is to decide who has agreed to an earlier task."),
        new("ProtectedFields", "List<String>", "multitext", "Fields, variables or inputs: when one changes, who agreed before is asked again. Empty: all fields of the form."),
        new("Exclude", "List<String>", "multitext", "Who must not decide: initiator, activity:name (who decided that), user:name."),
        new("Form", "Object", "json-editor", "What the task shows, as JSON."),
        new("CopyTo", "Object", Description: "Who gets a copy when it is over, as rules like the assignees."),
        new("UrgeEvery", "TimeSpan", Description: "The pause between two urgings.", Default: "04:00:00"),
        new("PauseWhileAsking", "Boolean", "checkbox", "Its deadlines stand still while a question waits for its answer.", false),
        new("Due", "Object", Description: "Until when: a duration (2.00:00:00, P2D) or a moment."),
        new("RemindBefore", "List<String>", "multitext", "How long before it a reminder goes out."),
        new("RemindAfter", "List<String>", "multitext", "How long after it a reminder goes out."),
        new("OnTimeout", "String", "dropdown", "What happens when time is up.", "None", Options: ["None", "Remind", "Escalate", "Outcome", "Count"]),
        new("EscalateTo", "String", Description: "The role that may decide then too."),
        new("TimeoutOutcome", "String", Description: "The outcome that is taken then."),
        new("Ladder", "Object", "json-editor", "Further steps, as a list of {before or after, action: Remind, Escalate, Outcome or Count, to, outcome, when, every, atMost}."),
    ];

    public static readonly ActivityDescriptor All = new()
    {
        TypeName = TypeName,
        Category = "Approval",
        DisplayName = "Approval task",
        Description = "A task for people, with an outcome that they choose.",
        Kind = ActivityKind.Action,
        Inputs = Inputs,
        Outputs =
        [
            new OutputDescriptor("Outcome", "String", "What was chosen."),
            new OutputDescriptor("Actor", "String", "Who chose; empty: the deadline."),
            new OutputDescriptor("Comment", "String", "What they said."),
            new OutputDescriptor("FormData", "Object", "What they filled in."),
            new OutputDescriptor("Result", "Object", "All of it."),
        ],
        OutcomesInput = "Outcomes",
    };

    private static InputDescriptor Options<T>(string name, string about) where T : struct, Enum => new(name, "String", "dropdown", about, Names<T>()[0], Options: Names<T>());

    private static string[] Names<T>() where T : struct, Enum => Enum.GetNames<T>();
}
