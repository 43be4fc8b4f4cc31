using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Persistence;

namespace OrderFlow.People;

/// <summary>A key with which session cookies are protected.</summary>
public sealed class ProtectionKey
{
    public string Name { get; set; } = "";
    public string Xml { get; set; } = "";
}

/// <summary>Keeps the keys of data protection in the database: every host opens the cookies of every other, and a restart ends no session.</summary>
internal sealed class ProtectionKeys(IDbContextFactory<OrderFlowDb> dbs) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = dbs.CreateDbContext();
        return [.. db.ProtectionKeys.AsNoTracking().Select(k => k.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = dbs.CreateDbContext();
        db.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
