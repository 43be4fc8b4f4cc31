namespace OrderFlow.BrowserTests.Support;

/// <summary>All browser tests share one <see cref="Workplace"/>; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Workplace>
{
    public const string Name = "Browser";
}
