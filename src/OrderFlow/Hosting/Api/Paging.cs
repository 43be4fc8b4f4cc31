namespace OrderFlow.Hosting.Api;

/// <summary>How much a list gives at once.</summary>
internal static class Paging
{
    private const int Default = 50;
    private const int Most = 200;

    /// <param name="asked">Null: 50. More than 200 is brought there; less than 1 is refused before (<see cref="RefuseBadInput"/>).</param>
    public static int Limit(int? asked) => Math.Clamp(asked ?? Default, 1, Most);

    /// <summary>The least that a parameter of a list takes; null: it is none that counts.</summary>
    public static int? Least(string parameter) => parameter switch
    {
        "limit" => 1,
        "after" => 0,
        _ => null,
    };
}
