namespace OrderFlow.Replay.Mapping;

/// <summary>Something wrong with a mapping file.</summary>
/// <param name="Pointer">JSON pointer to it, "" for the whole; for text that is no JSON: line and column.</param>
/// <param name="Message">One sentence that says what is expected.</param>
public sealed record MapProblem(string Pointer, string Message)
{
    public override string ToString() => $"{(Pointer.Length == 0 ? "/" : Pointer)}: {Message}";
}
