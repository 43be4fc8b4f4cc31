namespace OrderFlow.Hosting.Api;

/// <summary>How much a list gives at once.</summary>
internal static class Paging
{
    private const int Default = 50;
    private const int Most = 200;

    /// <param name="asked">Null: 50. What is beyond 1 to 200 is brought there.</param>
    public static int Limit(int? asked) => Math.Clamp(asked ?? Default, 1, Most);
}
