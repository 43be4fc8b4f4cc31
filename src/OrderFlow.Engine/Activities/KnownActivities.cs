namespace OrderFlow.Engine.Activities;

/// <summary>All activity types that a definition may use.</summary>
public static class KnownActivities
{
    public static ActivityRegistry Registry { get; } = new(
    [
        WorkflowActivity.Instance, WorkflowAsActivity.Instance, NotFoundActivity.Instance,
        new Flowchart(), new Sequence(), new Parallel(), new Fork(),
        new Start(), new End(), new Finish(), new Complete(), new Fault(),
        new FlowDecision(), new FlowSwitch(), new FlowFork(), new FlowJoin(),
        new If(), new Switch(), new While(), new For(), new ForEach(), new ParallelForEach(), new Break(),
        new SetVariable(), new SetName(), new SetOutput(), new Correlate(), new WriteLine(), new RunJavaScript(),
        new Delay(), new Timer(), new StartAt(), new Cron(), new Event(), new PublishEvent(), new RunTask(),
        new ExecuteWorkflow(), new DispatchWorkflow(), new BulkDispatchWorkflows(),
        new SendHttpRequest(), new FlowSendHttpRequest(), new SendEmail(), new HttpEndpoint(), new WriteHttpResponse(),
        new ApprovalTask(), new Return(),
    ]);
}
