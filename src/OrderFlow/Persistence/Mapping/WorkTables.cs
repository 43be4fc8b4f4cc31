using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderFlow.Deadlines;
using OrderFlow.Outbox;
using OrderFlow.Tasks;

namespace OrderFlow.Persistence.Mapping;

internal sealed class TaskTable : IEntityTypeConfiguration<TaskRow>
{
    public void Configure(EntityTypeBuilder<TaskRow> table)
    {
        table.ToTable("tasks");
        table.Property(t => t.Form).HasColumnType("json");
        table.HasIndex(t => t.InstanceId);
    }
}

/// <summary>Version 7 ids grow with time: the key gives one assignee's open tasks in the order in which they were opened.</summary>
internal sealed class TaskAssigneeTable : IEntityTypeConfiguration<TaskAssigneeRow>
{
    public void Configure(EntityTypeBuilder<TaskAssigneeRow> table)
    {
        table.ToTable("task_assignees");
        table.HasKey(a => new { a.Assignee, a.TaskId });
    }
}

internal sealed class TaskDecisionTable : IEntityTypeConfiguration<TaskDecisionRow>
{
    public void Configure(EntityTypeBuilder<TaskDecisionRow> table)
    {
        table.ToTable("task_decisions");
        table.HasKey(d => new { d.TaskId, d.Revision });
        table.Property(d => d.FormData).HasColumnType("json");
        table.HasIndex(d => new { d.Actor, d.At });
    }
}

internal sealed class DeadlineTable : IEntityTypeConfiguration<DeadlineRow>
{
    public void Configure(EntityTypeBuilder<DeadlineRow> table)
    {
        table.ToTable("deadlines");
        table.HasIndex(d => d.DueAt);
        table.HasIndex(d => d.DefinitionVersionId).HasFilter("definition_version_id IS NOT NULL");
    }
}

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> table)
    {
        table.ToTable("outbox");
        table.HasIndex(o => o.NextTryAt).HasFilter("state = 0");
        table.HasIndex(o => o.InstanceId);
    }
}
