using System.IO.Compression;

namespace OrderFlow.Persistence;

/// <summary>
/// JSON as the database keeps it where nobody asks for parts of it: small ones as they are, larger ones packed with Brotli.
/// States and journals are the bulk of what a burst writes, and pack to a third.
/// </summary>
public static class PackedJson
{
    /// <summary>In bytes. Below it packing saves less than a row's own overhead.</summary>
    private const int WorthPacking = 512;

    private const byte Packed = 1;

    // A JSON text never begins with byte 1, so the first byte tells the two forms apart.
    public static byte[] Pack(byte[] json)
    {
        if (json.Length < WorthPacking) return json;
        var packed = new byte[1 + sizeof(int) + BrotliEncoder.GetMaxCompressedLength(json.Length)];
        packed[0] = Packed;
        BitConverter.TryWriteBytes(packed.AsSpan(1), json.Length);
        if (!BrotliEncoder.TryCompress(json, packed.AsSpan(1 + sizeof(int)), out var written, quality: 1, window: 18)) return json;
        return packed.AsSpan(0, 1 + sizeof(int) + written).ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Pack"/> made.</exception>
    public static byte[] Unpack(byte[] stored)
    {
        if (stored.Length == 0 || stored[0] != Packed) return stored;
        var json = new byte[BitConverter.ToInt32(stored, 1)];
        if (BrotliDecoder.TryDecompress(stored.AsSpan(1 + sizeof(int)), json, out var written) && written == json.Length) return json;
        throw new InvalidDataException($"Expected {json.Length} bytes of packed JSON, but {stored.Length} stored bytes do not hold them.");
    }
}
