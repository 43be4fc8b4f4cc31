using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OrderFlow.Persistence.Migrations;

/// <summary>Which instances are looked at, through which host. Unlogged: after a crash the hosts say it again.</summary>
[DbContext(typeof(OrderFlowDb))]
[Migration("20261125134500_LiveObservers")]
public sealed class LiveObservers : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "CREATE UNLOGGED TABLE live_observers (instance_id uuid NOT NULL, host uuid NOT NULL, until timestamptz NOT NULL, PRIMARY KEY (instance_id, host))");

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE live_observers");
}
