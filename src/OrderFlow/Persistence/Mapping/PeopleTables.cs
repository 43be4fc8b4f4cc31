using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderFlow.People;

namespace OrderFlow.Persistence.Mapping;

internal sealed class UserTable : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> table)
    {
        table.ToTable("users", t => t.HasCheckConstraint("ck_users_name", "name = lower(name)"));
        table.HasKey(u => u.Name);
    }
}

internal sealed class ApiKeyTable : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> table)
    {
        table.ToTable("api_keys");
        table.HasIndex(k => k.Hash).IsUnique();
        table.HasOne<User>().WithMany().HasForeignKey(k => k.UserName).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SignInFailuresTable : IEntityTypeConfiguration<SignInFailures>
{
    public void Configure(EntityTypeBuilder<SignInFailures> table)
    {
        table.ToTable("sign_in_failures");
        table.HasKey(f => f.Name);
    }
}

internal sealed class ProtectionKeyTable : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> table)
    {
        table.ToTable("protection_keys");
        table.HasKey(k => k.Name);
    }
}
