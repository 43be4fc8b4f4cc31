using Microsoft.EntityFrameworkCore;
using OrderFlow.Deadlines;
using OrderFlow.Definitions;
using OrderFlow.Instances;
using OrderFlow.Outbox;
using OrderFlow.People;
using OrderFlow.Tasks;

namespace OrderFlow.Persistence;

/// <summary>
/// The tables. Read them with LINQ; what belongs to an instance is written by <see cref="InstanceRunner"/> alone.
/// There are no foreign keys to instances: bursts write too often to pay for them, and rows are found by the instance's id,
/// on which the tables can be distributed.
/// </summary>
public sealed class OrderFlowDb(DbContextOptions<OrderFlowDb> options) : DbContext(options)
{
    public DbSet<DefinitionVersion> Definitions => Set<DefinitionVersion>();
    public DbSet<PublishRequest> PublishRequests => Set<PublishRequest>();
    public DbSet<TriggerRow> Triggers => Set<TriggerRow>();
    public DbSet<InstanceRow> Instances => Set<InstanceRow>();
    public DbSet<JournalRow> Journal => Set<JournalRow>();
    public DbSet<BookmarkRow> Bookmarks => Set<BookmarkRow>();
    public DbSet<MessageRow> Messages => Set<MessageRow>();
    public DbSet<OperationRow> Operations => Set<OperationRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<DeadlineRow> Deadlines => Set<DeadlineRow>();
    public DbSet<TaskRow> Tasks => Set<TaskRow>();
    public DbSet<TaskAssigneeRow> TaskAssignees => Set<TaskAssigneeRow>();
    public DbSet<TaskDecisionRow> TaskDecisions => Set<TaskDecisionRow>();
    public DbSet<User> Users => Set<User>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<SignInFailures> SignInFailures => Set<SignInFailures>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(OrderFlowDb).Assembly);

    // Enumerations take two bytes; their numbers are stored, so members are added at the end and never renumbered.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<short>();
}
