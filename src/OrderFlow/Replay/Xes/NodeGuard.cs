namespace OrderFlow.Replay.Xes;

/// <summary>Breaks off a stream whose reader takes too much at a stretch: XmlReader has no limit of its own on the length of an attribute value.</summary>
internal sealed class NodeGuard(Stream inner, int limit) : Stream
{
    private long taken;

    /// <summary>The reader has come to a new node.</summary>
    public void NextNode() => taken = 0;

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        taken += count;
        if (taken > limit)
            throw new InvalidDataException($"One XML node is longer than {limit} bytes.");
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
