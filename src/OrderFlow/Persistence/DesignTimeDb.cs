using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace OrderFlow.Persistence;

/// <summary>How <c>dotnet ef migrations add</c> finds the model without starting the host.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<OrderFlowDb>
{
    public OrderFlowDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<OrderFlowDb>().UseNpgsql("Host=design-time-only").UseSnakeCaseNamingConvention().Options);
}
