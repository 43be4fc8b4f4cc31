using System.IO.Compression;

namespace OrderFlow.Replay.Xes;

/// <summary>A log file, plain or gzip; which of both is told by its first bytes, not by its name.</summary>
public sealed class XesFile : IDisposable
{
    private readonly FileStream file;

    private XesFile(FileStream file, Stream content)
    {
        this.file = file;
        Content = content;
    }

    /// <summary>The unpacked XML.</summary>
    public Stream Content { get; }

    /// <summary>The part of the file that has been read, 0 to 1.</summary>
    public double Progress => file.Length == 0 ? 1 : (double)file.Position / file.Length;

    public static XesFile Open(string path)
    {
        var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 64 * 1024 });
        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return new XesFile(file, isGzip ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    public void Dispose()
    {
        Content.Dispose();
        file.Dispose();
    }
}
