using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderFlow.Instances;

namespace OrderFlow.Persistence.Mapping;

/// <summary>
/// An index on a column that a burst changes would make every burst write every index: these are on columns that stay.
/// The one on running instances costs it once, when the instance ends.
/// </summary>
internal sealed class InstanceTable : IEntityTypeConfiguration<InstanceRow>
{
    public void Configure(EntityTypeBuilder<InstanceRow> table)
    {
        table.ToTable("instances");
        table.HasIndex(i => new { i.DefinitionId, i.CreatedAt });
        table.HasIndex(i => i.DefinitionId, "running").HasFilter("status = 0").HasDatabaseName("ix_instances_running");
        table.HasIndex(i => i.CorrelationId).HasFilter("correlation_id IS NOT NULL");
        table.HasIndex(i => i.ParentInstanceId).HasFilter("parent_instance_id IS NOT NULL");
    }
}

/// <summary>Partitioned, which EF cannot say: the migration makes it by hand.</summary>
internal sealed class JournalTable : IEntityTypeConfiguration<JournalRow>
{
    public void Configure(EntityTypeBuilder<JournalRow> table)
    {
        table.ToTable("journal", t => t.ExcludeFromMigrations());
        table.HasKey(j => new { j.InstanceId, j.Burst, j.At });
    }
}

internal sealed class BookmarkTable : IEntityTypeConfiguration<BookmarkRow>
{
    public void Configure(EntityTypeBuilder<BookmarkRow> table)
    {
        table.ToTable("bookmarks");
        table.HasKey(b => new { b.InstanceId, b.BookmarkId });
        table.HasIndex(b => new { b.Kind, b.Key });
        // Paths with parameters cannot be looked up by the path that was called: there are few, and all are read.
        table.HasIndex(b => b.Key, "templates").HasFilter("kind = 6 AND key LIKE '%{%'").HasDatabaseName("ix_bookmarks_templates");
        table.HasIndex(b => b.Reference).HasFilter("reference IS NOT NULL");
    }
}

internal sealed class MessageTable : IEntityTypeConfiguration<MessageRow>
{
    public void Configure(EntityTypeBuilder<MessageRow> table)
    {
        table.ToTable("messages");
        table.HasIndex(m => new { m.TargetInstanceId, m.Id });
        table.HasIndex(m => m.NextTryAt).HasFilter("NOT is_dead");
    }
}

internal sealed class OperationTable : IEntityTypeConfiguration<OperationRow>
{
    public void Configure(EntityTypeBuilder<OperationRow> table)
    {
        table.ToTable("operations");
        table.HasKey(o => o.OperationId);
        // Old ones are cleared by time, and they lie in the order of time.
        table.HasIndex(o => o.At).HasMethod("brin");
    }
}
