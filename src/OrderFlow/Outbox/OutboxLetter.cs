using System.Security.Cryptography;
using System.Text;

namespace OrderFlow.Outbox;

/// <summary>A letter that this host has taken and nobody else may send until its lease is over.</summary>
/// <param name="Payload">The effect as JSON.</param>
/// <param name="Attempt">1: the first.</param>
internal sealed record OutboxLetter(Guid Id, OutboxKind Kind, Guid InstanceId, byte[] Payload, int Attempt)
{
    /// <summary>Id of a receiver's own letter, made of this one: the same at each attempt, so that it is left once.</summary>
    public Guid IdFor(string receiver) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{Id} {receiver}")).AsSpan(0, 16));
}

/// <summary>What is to become of a letter after an attempt.</summary>
internal abstract record LetterFate
{
    private LetterFate() { }

    /// <summary>It has been taken over, or is not needed any more.</summary>
    public sealed record Done : LetterFate;

    /// <summary>Again, later; dead when there were too many attempts.</summary>
    public sealed record Again(string Reason) : LetterFate;

    /// <summary>Never: a person has to look.</summary>
    public sealed record Dead(string Reason) : LetterFate;
}
