using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Outbox;
using OrderFlow.Tasks;

namespace OrderFlow.Tests.Persistence;

/// <summary>Rows of old databases hold these numbers.</summary>
public sealed class StoredNumbersTests
{
    [Theory]
    [InlineData(typeof(WorkflowStatus), "Running Finished")]
    [InlineData(typeof(WorkflowSubStatus), "Pending Executing Suspended Finished Cancelled Faulted Interrupted")]
    [InlineData(typeof(BookmarkKind), "Event RunTask Approval Time Child HttpCall HttpEndpoint Mail")]
    [InlineData(typeof(DeadlineKind), "Time Reminder Due Step")]
    [InlineData(typeof(ApprovalMode), "All Any Sequence Vote Random")]
    [InlineData(typeof(ActivationStrategy), "Always Singleton Correlation CorrelatedSingleton")]
    [InlineData(typeof(TriggerKind), "Event HttpEndpoint Timer Cron StartAt")]
    [InlineData(typeof(MessageKind), "StartChild NotifyParent CancelChild PublishEvent Resume StartByTrigger")]
    [InlineData(typeof(OutboxKind), "Mail Http Notice")]
    [InlineData(typeof(OutboxState), "Pending Sent Dead")]
    [InlineData(typeof(TaskState), "Open Completed Withdrawn")]
    public void Members_of_stored_enumerations_are_added_at_the_end_only(Type type, string names)
    {
        var members = names.Split(' ');

        for (var number = 0; number < members.Length; number++)
            Enum.GetName(type, number).ShouldBe(members[number]);
    }
}
