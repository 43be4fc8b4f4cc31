using System.Data.Common;
using OrderFlow.Persistence;

namespace OrderFlow.Hosting;

/// <summary>What must be true of the database before the first request.</summary>
internal static class Preparation
{
    /// <summary>Brings the schema to the newest form.</summary>
    /// <returns>Names of the migrations applied.</returns>
    /// <exception cref="CannotStartException">The database refuses.</exception>
    internal static async Task<IReadOnlyList<string>> MigrateAsync(IServiceProvider services, CancellationToken cancel)
    {
        try
        {
            return await services.GetRequiredService<Migrator>().MigrateAsync(cancel);
        }
        catch (DbException error)
        {
            throw new CannotStartException($"The database cannot be brought to the newest schema: {error.Message.TrimEnd('.')}.", error);
        }
    }
}
