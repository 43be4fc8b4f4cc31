namespace OrderFlow.Engine.Approvals;

/// <summary>Signers that the holder of a seat has added. The seat agrees only when its holder and every group of it agree.</summary>
/// <param name="Id">1, 2, 3 … within the task.</param>
/// <param name="Seat">The seat that they were added to.</param>
/// <param name="By">Who added them.</param>
public sealed record SignerGroup(int Id, int Seat, SignerPlace Place, SignerMethod Method, string By)
{
    /// <summary>How deep groups may stand in each other.</summary>
    public const int MostLevels = 3;
}

/// <summary>When added signers decide.</summary>
public enum SignerPlace
{
    /// <summary>Before the seat; then it is the seat's turn.</summary>
    Before,

    /// <summary>After the seat has agreed.</summary>
    After,

    /// <summary>Beside the seat.</summary>
    Parallel,
}

/// <summary>How added signers count.</summary>
public enum SignerMethod
{
    /// <summary>All must agree; the first refusal refuses.</summary>
    All,

    /// <summary>The first decision counts.</summary>
    Any,

    /// <summary>All must agree, one after the other.</summary>
    Sequence,
}
