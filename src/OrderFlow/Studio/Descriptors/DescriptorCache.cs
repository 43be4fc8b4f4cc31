using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Activities;
using OrderFlow.Persistence;
using OrderFlow.Studio.Api;
using OrderFlow.Studio.Definitions;

namespace OrderFlow.Studio.Descriptors;

/// <summary>An answer that is sent often: packed once.</summary>
/// <param name="ETag">With its quotation marks.</param>
internal sealed record PackedAnswer(IReadOnlyList<ElsaDescriptor> Items, string ETag, byte[] Plain, byte[] Gzip, byte[] Brotli);

/// <summary>
/// All activities, by language and by what workflows there are. Studio asks for them after every save, and every save comes after
/// a drag: only the names of the workflows are read from the database each time.
/// </summary>
internal sealed class DescriptorCache(IDbContextFactory<OrderFlowDb> dbs)
{
    private readonly ConcurrentDictionary<string, (string Key, PackedAnswer Answer)> answers = new(StringComparer.Ordinal);

    public async Task<PackedAnswer> GetAsync(CancellationToken cancel)
    {
        var language = CultureInfo.CurrentUICulture.Name;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var workflows = await WorkflowTypes.LoadAsync(db, cancel);
        var key = string.Join('\n', workflows.All);
        if (answers.TryGetValue(language, out var known) && known.Key == key) return known.Answer;
        List<ElsaDescriptor> items = [.. KnownActivities.Registry.Descriptors.Select(DescriptorBuilder.Of), .. await WorkflowDescriptors.LoadAsync(db, workflows, cancel)];
        var answer = Pack([.. items.OrderBy(i => i.Category, StringComparer.CurrentCulture).ThenBy(i => i.TypeName, StringComparer.Ordinal).ThenByDescending(i => i.Version)]);
        answers[language] = (key, answer);
        return answer;
    }

    private static PackedAnswer Pack(IReadOnlyList<ElsaDescriptor> items)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(new { Items = items, items.Count }, ElsaJson.Options);
        return new PackedAnswer(
            items,
            $"\"{Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 16))}\"",
            plain,
            Compress(plain, output => new GZipStream(output, CompressionLevel.SmallestSize)),
            Compress(plain, output => new BrotliStream(output, CompressionLevel.SmallestSize)));
    }

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> packer)
    {
        using var output = new MemoryStream();
        using (var pack = packer(output)) pack.Write(plain);
        return output.ToArray();
    }
}
