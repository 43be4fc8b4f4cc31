namespace OrderFlow.Outbox;

/// <summary>Letters that are carried apart: a mail server that hangs must not keep workflows waiting for the answers of their calls.</summary>
internal enum OutboxLane
{
    Mail,
    Calls,
}

internal static class OutboxLanes
{
    public static OutboxKind[] Kinds(this OutboxLane lane) => lane switch
    {
        OutboxLane.Mail => [OutboxKind.Mail, OutboxKind.Notice],
        OutboxLane.Calls => [OutboxKind.Http],
    };
}
