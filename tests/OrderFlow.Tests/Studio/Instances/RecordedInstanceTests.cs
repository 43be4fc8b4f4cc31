using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Tests.Studio.Shapes;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Instances;

/// <summary>What a genuine Elsa server was asked about instances, asked of us in the same order.</summary>
public sealed class RecordedInstanceTests
{
    private const string Definition = "a2ff7373a3c6cfae";

    [Fact]
    public async Task Every_recorded_request_about_instances_is_answered_in_the_same_shape()
    {
        await using var host = await ApiHost.StartAsync();
        var store = host.Store;
        var replay = new Replayed(await host.AsAsync("op", "admin"));
        foreach (var (recordings, difference, reason) in OnPurpose)
            foreach (var recording in recordings.Split(' ')) replay.Known(recording, difference, reason);
        foreach (var file in new[] { "234574baac3a23ca", "e4eb632d20ff3476" })
            foreach (var (difference, reason) in InArchive) replay.Known("093-instances-bulk-export", $"$.<zip>.workflow-instance-{file}.json.{difference}", reason);

        await PublishAsync(store, "034-definition-save-publish", Definition);
        var first = await StartAsync(store, "rec-corr-1");
        replay.Stands("234574baac3a23ca", first);
        replay.Stands("e4eb632d20ff3476", await StartAsync(store, "rec-corr-2"));
        await StartAsync(store, null);
        replay.Stands("a18403b62a7c07c2", $"{first}-1");
        replay.Stands("94487d67df800512", $"{first}-4");
        foreach (var name in Suspended.Split(' ')) await replay.SendAsync(name);

        await store.Runner.PublishEventAsync("RecApprove1", "rec-corr-1", JsonSerializer.SerializeToElement(new { decision = "yes", note = "ok" }), null, CancellationToken.None);
        foreach (var name in Moved.Split(' ')) await replay.SendAsync(name);

        await PublishAsync(store, "106-faulting-definition-save", "faulting");
        replay.Stands("3c5770cfdc6ba720", (await store.StartAsync("faulting")).Id);
        foreach (var name in Faulted.Split(' ')) await replay.SendAsync(name);

        await PublishAsync(store, "117-delay-definition-save", "delay");
        var delay = (await store.StartAsync("delay")).Id;
        replay.Stands("19561c92d98b682a", delay);
        await replay.SendAsync("119-delay-instance-suspended");
        store.Clock.Advance(TimeSpan.FromSeconds(2));
        TestStore.Applied(await store.ApplyAsync(delay, new FireDeadline((await store.StateAsync(delay)).Deadlines.Single().Id)));
        await replay.SendAsync("120-delay-instance-finished");

        var last = await StartAsync(store, "rec-alt");
        replay.Stands("6b80a9acac64c077", last);
        TestStore.Applied(await store.ApplyAsync(last, new CancelWorkflow(null)));
        await replay.SendAsync("124-alteration-target-after");
        await replay.SendAsync("126-alterations-retry");

        replay.Findings.ShouldBeEmpty(string.Join("\n", replay.Findings));
    }

    private const string Suspended =
        "074-instances-list-get 075-instances-list-post 076-instances-list-bad-status 077-instance-get 078-instance-get-404 079-instance-execution-state " +
        "080-instance-journal 081-instance-journal-filtered 082-instance-journal-last-entry 083-instance-variables 084-instance-variables-post 085-activity-executions-list " +
        "086-activity-executions-list-all 087-activity-execution-summaries 088-activity-executions-count 089-activity-executions-report 090-activity-execution-get " +
        "091-activity-execution-call-stack 092-instance-export 093-instances-bulk-export";

    private const string Moved =
        "096-instance-get-after-event 098-instance-cancel 099-instance-get-after-cancel 100-instance-cancel-404 101-instances-bulk-cancel 102-instance-delete " +
        "103-instance-delete-404 104-instances-bulk-delete";

    private const string Faulted =
        "108-faulting-instances 109-faulted-instance-get 110-faulted-instance-journal 111-faulted-activity-executions 113-instances-list-has-incidents 112-alterations-retry-faulted";

    private static readonly (string Recordings, string Difference, string Reason)[] OnPurpose =
    [
        ("076-instances-list-bad-status", "$.status: extra", "Clients of any API read it."),
        ("076-instances-list-bad-status", "$.title: extra", "Clients of any API read it."),
        ("078-instance-get-404 103-instance-delete-404", "body: extra", "A refusal says what was not found."),
        ("077-instance-get 096-instance-get-after-event", "$.workflowState.bookmarks[].callbackMethodName: missing", "Names a method of their classes; nothing reads it."),
        ("080-instance-journal", "$.items[].activityState: extra", "What an activity saw when it began stands in the journal."),
        ("092-instance-export", "$.WorkflowExecutionLogRecords[].activityState: extra", "What an activity saw when it began stands in the journal."),
        ("092-instance-export", "$.WorkflowExecutionLogRecords[].message: extra", "The line about the changed variable has one; theirs writes no such line."),
        ("092-instance-export", "$.WorkflowExecutionLogRecords[].payload: extra", "The line about the changed variable has one; theirs writes no such line."),
        ("090-activity-execution-get", "$.outputs: missing", "Outputs without a value are left out: the designer asks each for its text."),
        ("092-instance-export", "$.Bookmarks[].metadata: missing", "Null is left out."),
        ("092-instance-export", "$.OrderFlow: extra", "What it takes to bring the instance back."),
        ("092-instance-export", "$.WorkflowState.$id: missing", References),
        ("092-instance-export", "$.WorkflowState.activityExecutionContexts: array instead of object", References),
        ("092-instance-export", "$.WorkflowState.bookmarks: array instead of object", References),
        ("092-instance-export", "$.WorkflowState.completionCallbacks: array instead of object", References),
        ("092-instance-export", "$.WorkflowState.incidents: array instead of object", References),
        ("092-instance-export", "$.WorkflowState.scheduledActivities: array instead of object", References),
        ("099-instance-get-after-cancel 124-alteration-target-after", "$.workflowState.activityExecutionContexts[].completedAt: extra", "What was cancelled has ended; theirs goes on for ever."),
        ("109-faulted-instance-get", "$.workflowState.incidents[].exception.innerException: missing", NoStack),
        ("109-faulted-instance-get", "$.workflowState.incidents[].exception.stackTrace: missing", NoStack),
        ("111-faulted-activity-executions", "$.items[].exception.innerException: missing", NoStack),
        ("111-faulted-activity-executions", "$.items[].exception.stackTrace: missing", NoStack),
    ];

    private static readonly (string Difference, string Reason)[] InArchive =
    [
        ("ActivityExecutionRecords: missing", "Null is left out."),
        ("WorkflowExecutionLogRecords: missing", "Null is left out."),
        ("Bookmarks[].metadata: missing", "Null is left out."),
        ("OrderFlow: extra", "What it takes to bring the instance back."),
        ("WorkflowState.$id: missing", References),
        ("WorkflowState.activityExecutionContexts: array instead of object", References),
        ("WorkflowState.bookmarks: array instead of object", References),
        ("WorkflowState.completionCallbacks: array instead of object", References),
        ("WorkflowState.incidents: array instead of object", References),
        ("WorkflowState.scheduledActivities: array instead of object", References),
    ];

    private const string References = "Their serializer numbers objects; nothing here stands in two places.";
    private const string NoStack = "Stack traces of the server are nobody's business; an inner exception is there when the activity says what it saw.";

    private static async Task PublishAsync(TestStore store, string recording, string id)
    {
        var model = (JsonObject)Recording.Of(recording).Body!["model"]!.DeepClone();
        model["definitionId"] = id;
        await store.PublishAsync(model.ToJsonString());
    }

    private static async Task<Guid> StartAsync(TestStore store, string? number) => (await store.StartAsync(Definition, new StartRequest
    {
        CorrelationId = number,
        Input = new Dictionary<string, JsonElement> { ["Requester"] = JsonSerializer.SerializeToElement("ann") },
    })).Id;
}
