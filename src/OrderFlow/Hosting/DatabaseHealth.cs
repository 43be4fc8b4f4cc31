using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace OrderFlow.Hosting;

/// <summary>Does the database answer within two seconds?</summary>
internal sealed class DatabaseHealth(NpgsqlDataSource database) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await using var command = database.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(limit.Token);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error) when (error is NpgsqlException || limit.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", error);
        }
    }
}
