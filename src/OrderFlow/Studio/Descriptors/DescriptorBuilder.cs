using System.Text.Json;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Studio.Descriptors;

/// <summary>Describes the activities that are built in, in the language of the request.</summary>
internal static class DescriptorBuilder
{
    /// <summary>Tabs of the inputs that would crowd the first one.</summary>
    private static readonly (string Tab, string[] Inputs)[] Tabs =
    [
        ("Deadline", ["Due", "RemindBefore", "RemindAfter", "OnTimeout", "EscalateTo", "TimeoutOutcome", "Ladder", "UrgeEvery", "PauseWhileAsking"]),
        ("Assignment", ["WhenEmpty", "WhenEmptyTo", "WhenEmptyReason", "WhenInitiator", "SameApprover", "ProtectedFields", "Exclude"]),
        ("Refusal", ["OnRefusal", "ReturnTo", "AfterReturn", "InitiatorStep", "RequireComment"]),
        ("Security", ["Authorization", "DisableAuthorizationHeaderValidation", "Authorize", "Policy"]),
        ("Limits", ["RequestTimeout", "RequestSizeLimit", "FileSizeLimit", "AllowedFileExtensions", "BlockedFileExtensions", "AllowedMimeTypes"]),
        ("Advanced", ["RequestHeaders", "ResponseHeaders", "EnableResiliency", "StartNewTrace", "ChannelName"]),
        ("Advanced", ["ExposeRequestTooLargeOutcome", "ExposeFileTooLargeOutcome", "ExposeInvalidFileExtensionOutcome", "ExposeInvalidFileMimeTypeOutcome"]),
    ];

    /// <summary>Known, but not offered: Studio has no way to draw their children.</summary>
    private static readonly HashSet<string> NotDrawn = ["Elsa.Sequence", "Elsa.Parallel", "Elsa.Fork"];

    public static ElsaDescriptor Of(ActivityDescriptor activity)
    {
        var cut = activity.TypeName.LastIndexOf('.');
        return new ElsaDescriptor
        {
            TypeName = activity.TypeName,
            Namespace = activity.TypeName[..cut],
            Name = activity.TypeName[(cut + 1)..],
            Version = activity.Version,
            Category = ActivityTexts.Category(activity.Category),
            DisplayName = ActivityTexts.Name(activity),
            Description = ActivityTexts.About(activity),
            Inputs = [.. activity.Inputs.Select((input, order) => Input(activity, input, order))],
            Outputs = [.. activity.Outputs.Select((output, order) => Output(activity, output, order))],
            Kind = activity.Kind.ToString(),
            Ports =
            [
                .. activity.EmbeddedPorts.Select(p => new ElsaPort(p, ActivityTexts.Port(p), "Embedded", activity.IsBrowsable)),
                .. activity.FlowPorts.Select(p => new ElsaPort(p, ActivityTexts.Port(p), "Flow", true)),
            ],
            CustomProperties = new Dictionary<string, object> { ["Type"] = activity.TypeName },
            ConstructionProperties = Construction(activity),
            IsContainer = activity.IsContainer,
            IsBrowsable = activity.IsBrowsable && !NotDrawn.Contains(activity.TypeName),
            IsStart = activity.IsStart,
            IsTerminal = activity.IsTerminal,
        };
    }

    private static ElsaInput Input(ActivityDescriptor activity, InputDescriptor input, int order) => new()
    {
        IsWrapped = input.IsWrapped,
        UiHint = InputEditors.HintOf(input),
        AutoEvaluate = input.AutoEvaluate,
        UiSpecifications = InputEditors.SpecificationsOf(activity, input),
        Name = input.Name,
        TypeName = input.TypeName,
        DisplayName = ActivityTexts.Member(activity, input.Name),
        Description = ActivityTexts.AboutMember(activity, input.Name, input.Description),
        Category = Tabs.FirstOrDefault(t => t.Inputs.Contains(input.Name)).Tab is { } tab ? ActivityTexts.Text("Tab." + tab, tab) : null,
        DefaultValue = input.Default,
        DefaultSyntax = input.UiHint == "code-editor" ? "JavaScript" : null,
        Order = order,
    };

    private static ElsaOutput Output(ActivityDescriptor activity, OutputDescriptor output, int order) => new()
    {
        Name = output.Name,
        TypeName = output.TypeName,
        DisplayName = ActivityTexts.Member(activity, output.Name),
        Description = ActivityTexts.AboutMember(activity, output.Name, output.Description),
        Order = order,
    };

    // Studio writes no defaults: outcomes that come from an input would not be there to be connected until somebody types them.
    private static Dictionary<string, object> Construction(ActivityDescriptor activity)
    {
        var construction = new Dictionary<string, object>();
        if (activity.Inputs.FirstOrDefault(i => i.UiHint == "dynamic-outcomes" && i.Default is not null) is { } outcomes)
            construction[outcomes.Name] = new { outcomes.TypeName, Expression = new { Type = "Object", Value = JsonSerializer.Serialize(outcomes.Default) } };
        return construction;
    }
}
