using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderFlow.Definitions;

namespace OrderFlow.Persistence.Mapping;

internal sealed class DefinitionTable : IEntityTypeConfiguration<DefinitionVersion>
{
    public void Configure(EntityTypeBuilder<DefinitionVersion> table)
    {
        table.ToTable("definitions");
        table.HasIndex(d => new { d.DefinitionId, d.Version }).IsUnique();
        table.HasIndex(d => d.DefinitionId, "latest").IsUnique().HasFilter("is_latest").HasDatabaseName("ux_definitions_latest");
        table.HasIndex(d => d.DefinitionId, "published").IsUnique().HasFilter("is_published").HasDatabaseName("ux_definitions_published");
        table.HasIndex(d => d.FileName).HasFilter("file_name IS NOT NULL");
    }
}

internal sealed class TriggerTable : IEntityTypeConfiguration<TriggerRow>
{
    public void Configure(EntityTypeBuilder<TriggerRow> table)
    {
        table.ToTable("triggers");
        table.HasKey(t => new { t.VersionId, t.ActivityId, t.Key });
        table.HasIndex(t => new { t.Kind, t.Key });
        table.HasOne<DefinitionVersion>().WithMany().HasForeignKey(t => t.VersionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PublishRequestTable : IEntityTypeConfiguration<PublishRequest>
{
    public void Configure(EntityTypeBuilder<PublishRequest> table)
    {
        table.ToTable("publish_requests");
        table.HasIndex(r => r.DefinitionId, "pending").IsUnique().HasFilter("state = 0").HasDatabaseName("ux_publish_requests_pending");
        table.HasIndex(r => r.DefinitionId);
    }
}
