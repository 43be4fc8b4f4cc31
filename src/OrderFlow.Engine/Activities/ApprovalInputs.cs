using System.Globalization;
using System.Text.Json;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Reads the inputs of an approval task; what cannot be carried out is a fault that names input and fix.</summary>
internal static class ApprovalInputs
{
    /// <summary>The pause between two urgings where a definition says nothing.</summary>
    public static readonly TimeSpan UrgeEvery = TimeSpan.FromHours(4);

    /// <summary>Users, roles and assignees as rules, in that order.</summary>
    public static IReadOnlyList<AssigneeRule> Assignees(ActivityContext context) =>
    [
        .. JsonValues.AsStringList(context.Input("Users")).Select(u => new AssigneeRule { Kind = AssigneeKind.User, Name = (Entries.PersonOf(u.Trim()) ?? u).Trim().ToLowerInvariant() }).Where(IsNamed),
        .. JsonValues.AsStringList(context.Input("Roles")).Select(r => new AssigneeRule { Kind = AssigneeKind.Role, Name = (Entries.RoleOf(r.Trim()) ?? r).Trim() }).Where(IsNamed),
        .. Rules(context, "Assignees"),
    ];

    /// <summary>The people of a list that can name them by any rule.</summary>
    public static IEnumerable<AssigneeRule> Rules(ActivityContext context, string input)
    {
        foreach (var item in Items.Of(context.Input(input)))
        {
            if (AssigneeRule.IsBlank(item)) continue;
            yield return AssigneeRule.Read(item, out var error) ?? throw new ActivityFault("Assignee", $"Input '{input}' of '{context.Node.DisplayText}': {error}.", item);
        }
    }

    public static IReadOnlyList<string> Outcomes(ActivityContext context)
    {
        var outcomes = JsonValues.AsStringList(context.Input("Outcomes")).Where(IsWritten).Distinct(StringComparer.Ordinal).ToList();
        return outcomes.Count > 0 ? outcomes : ["Approve", "Reject"];
    }

    public static ApprovalRules Rules(ActivityContext context)
    {
        var rules = new ApprovalRules
        {
            Mode = Choice<ApprovalMode>(context, "Mode"),
            Outcomes = Outcomes(context),
            OnRefusal = Choice<RefusalPolicy>(context, "OnRefusal"),
            PassShare = JsonValues.IsNullish(context.Input("PassShare")) ? null : JsonValues.AsDecimal(context.Input("PassShare")),
            Quorum = JsonValues.IsNullish(context.Input("Quorum")) ? 0 : JsonValues.AsInt(context.Input("Quorum")),
            Comment = Choice<CommentRule>(context, "RequireComment"),
            UrgeEvery = JsonValues.IsNullish(context.Input("UrgeEvery")) ? UrgeEvery : JsonValues.AsTimeSpan(context.Input("UrgeEvery")),
            PausesWhileAsking = JsonValues.IsTrue(context.Input("PauseWhileAsking")),
            ReturnTo = Text(context, "ReturnTo"),
            AfterReturn = Choice<AfterReturn>(context, "AfterReturn"),
        };
        if (rules.PassShare is <= 0 or > 100) throw new ActivityFault("Vote", $"Input 'PassShare' of '{context.Node.DisplayText}' is {rules.PassShare}: write percent, over 0 and up to 100.");
        if (rules.Quorum < 0) throw new ActivityFault("Vote", $"Input 'Quorum' of '{context.Node.DisplayText}' is {rules.Quorum}: write how many must have voted, 0 or more.");
        if (rules is { OnRefusal: RefusalPolicy.Return, ReturnTo: null }) throw new ActivityFault("Return", $"'{context.Node.DisplayText}' returns when it is refused, but ReturnTo names nowhere.");
        return rules;
    }

    public static AssignmentRules Assignment(ActivityContext context)
    {
        var rules = new AssignmentRules
        {
            WhenEmpty = Choice<EmptyRule>(context, "WhenEmpty"),
            WhenEmptyTo = Text(context, "WhenEmptyTo"),
            WhenInitiator = Choice<InitiatorRule>(context, "WhenInitiator"),
            SameApprover = Choice<SameApproverRule>(context, "SameApprover"),
            DrawsOne = Choice<ApprovalMode>(context, "Mode") == ApprovalMode.Random,
        };
        if (rules is { WhenEmpty: EmptyRule.Assign, WhenEmptyTo: null }) throw new ActivityFault("Assignee", $"'{context.Node.DisplayText}' goes to somebody else when nobody is found, but WhenEmptyTo names nobody.");
        if (rules.WhenEmpty == EmptyRule.Approve && Text(context, "WhenEmptyReason") is null)
            throw new ActivityFault("Assignee", $"'{context.Node.DisplayText}' is approved by itself when nobody is found: say in WhenEmptyReason why that is right.");
        return rules;
    }

    /// <summary>Null: no deadline.</summary>
    public static DateTimeOffset? Due(ActivityContext context)
    {
        var value = context.Input("Due");
        if (value.ValueKind == JsonValueKind.Null || JsonValues.AsString(value) is "") return null;
        if (TypeConversion.TryConvert(value, "TimeSpan", out var duration, out _)) return context.Now + JsonValues.AsTimeSpan(duration);
        if (TypeConversion.TryConvert(value, "DateTimeOffset", out var moment, out _)) return JsonValues.AsDateTimeOffset(moment).ToUniversalTime();
        throw new ActivityFault("Due", $"Input 'Due' of '{context.Node.DisplayText}' is neither a duration nor a moment.", value);
    }

    /// <summary>The form with its fields: a designer writes it as text, which stays text until here.</summary>
    public static JsonElement Form(ActivityContext context)
    {
        var form = context.Input("Form");
        return form.ValueKind == JsonValueKind.String && JsonValues.TryParse(form.GetString()!, out var parsed, out _) && parsed.ValueKind == JsonValueKind.Object ? parsed : form;
    }

    /// <summary>Null: not given, or blank.</summary>
    public static string? Text(ActivityContext context, string input) => JsonValues.AsString(context.Input(input))?.Trim() is { Length: > 0 } text ? text : null;

    // A word that is none of the options must not pass for the first: "Any" for a misspelt "All" would be an approval too early.
    public static string Choice(ActivityContext context, string input)
    {
        var options = ApprovalDescriptor.Inputs.Single(i => i.Name == input).Options!;
        if (Text(context, input) is not { } given) return options[0];
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < options.Count) return options[number];
        return options.FirstOrDefault(o => o.Equals(given, StringComparison.OrdinalIgnoreCase))
            ?? throw new ActivityFault("Choice", $"Input '{input}' of '{context.Node.DisplayText}' is '{given}'. Offered: {string.Join(", ", options)}.");
    }

    private static T Choice<T>(ActivityContext context, string input) where T : struct, Enum => Enum.Parse<T>(Choice(context, input));

    private static bool IsNamed(AssigneeRule rule) => rule.Name is { Length: > 0 };

    private static bool IsWritten(string text) => !string.IsNullOrWhiteSpace(text);
}
