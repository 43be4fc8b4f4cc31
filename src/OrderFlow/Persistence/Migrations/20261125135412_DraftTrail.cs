using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OrderFlow.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class DraftTrail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "changed_at",
                table: "definitions",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<string>(
                name: "changed_by",
                table: "definitions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "other_at",
                table: "definitions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "other_by",
                table: "definitions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "other_revision",
                table: "definitions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "revision",
                table: "definitions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            // What is there already was changed last when it was made.
            migrationBuilder.Sql("UPDATE definitions SET revision = 1, changed_at = created_at, changed_by = created_by");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "changed_at",
                table: "definitions");

            migrationBuilder.DropColumn(
                name: "changed_by",
                table: "definitions");

            migrationBuilder.DropColumn(
                name: "other_at",
                table: "definitions");

            migrationBuilder.DropColumn(
                name: "other_by",
                table: "definitions");

            migrationBuilder.DropColumn(
                name: "other_revision",
                table: "definitions");

            migrationBuilder.DropColumn(
                name: "revision",
                table: "definitions");
        }
    }
}
