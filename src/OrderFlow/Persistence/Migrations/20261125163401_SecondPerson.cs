using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OrderFlow.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SecondPerson : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "note",
                table: "definitions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "published_by",
                table: "definitions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "second_person",
                table: "definitions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "second_person_in_force",
                table: "definitions",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "publish_requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition_id = table.Column<string>(type: "text", nullable: false),
                    version_id = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    asked_by = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_publish_requests", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_publish_requests_definition_id",
                table: "publish_requests",
                column: "definition_id");

            migrationBuilder.CreateIndex(
                name: "ux_publish_requests_pending",
                table: "publish_requests",
                column: "definition_id",
                unique: true,
                filter: "state = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "publish_requests");

            migrationBuilder.DropColumn(
                name: "note",
                table: "definitions");

            migrationBuilder.DropColumn(
                name: "published_by",
                table: "definitions");

            migrationBuilder.DropColumn(
                name: "second_person",
                table: "definitions");

            migrationBuilder.DropColumn(
                name: "second_person_in_force",
                table: "definitions");
        }
    }
}
