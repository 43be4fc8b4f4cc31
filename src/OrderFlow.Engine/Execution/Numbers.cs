using System.Buffers.Binary;

namespace OrderFlow.Engine.Execution;

/// <summary>Ids and random numbers that depend on nothing but the instance, its counter and the time of the burst.</summary>
internal static class Numbers
{
    /// <summary>A version 7 UUID (RFC 9562): the burst's time, then bits mixed from the instance and the number.</summary>
    public static Guid Id(Guid instance, int number, DateTimeOffset now)
    {
        Span<byte> seed = stackalloc byte[16];
        instance.TryWriteBytes(seed);
        var high = Mix(BinaryPrimitives.ReadUInt64LittleEndian(seed) ^ (ulong)number);
        var low = Mix(BinaryPrimitives.ReadUInt64LittleEndian(seed[8..]) + ((ulong)number * 0x9E3779B97F4A7C15));

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, now.ToUnixTimeMilliseconds() << 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (high & 0x0FFF)));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (low & 0x3FFFFFFFFFFFFFFF) | 0x8000000000000000);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The n-th random number of a burst.</summary>
    public static ulong Random(Guid instance, int revision, int n)
    {
        Span<byte> seed = stackalloc byte[16];
        instance.TryWriteBytes(seed);
        return Mix(BinaryPrimitives.ReadUInt64LittleEndian(seed[8..]) ^ Mix(((ulong)(uint)revision << 32) | (uint)n));
    }

    // SplitMix64 (Steele, Lea, Flood 2014).
    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
