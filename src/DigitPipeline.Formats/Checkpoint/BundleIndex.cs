using System.Text;
using System.Text.Unicode;
using DigitPipeline.Formats.Checkpoint.SortedTable;
using Google.Protobuf;

namespace DigitPipeline.Formats.Checkpoint;

/// <summary>The content of an index file.</summary>
/// <param name="ShardCount">Number of data files.</param>
/// <param name="Entries">Tensors in the byte order of their keys.</param>
/// <param name="Hidden">Parts of sliced tensors, by the hexadecimal form of their hidden key.</param>
internal sealed record BundleIndex(int ShardCount, IReadOnlyList<BundleEntry> Entries, IReadOnlyDictionary<string, BundleEntry> Hidden)
{
    private const int SupportedVersion = 1;

    /// <summary>Reads an index.</summary>
    /// <exception cref="FormatException">No index of a checkpoint, or a damaged one.</exception>
    public static BundleIndex Read(ReadOnlyMemory<byte> file, string name)
    {
        BundleHeaderProto? header = null;
        var entries = new List<BundleEntry>();
        var hidden = new Dictionary<string, BundleEntry>(StringComparer.Ordinal);
        foreach (var stored in new TableReader(file, name).Entries())
        {
            if (header is null)
            {
                header = Header(stored, name);
                continue;
            }

            var entry = Entry(stored, header.NumShards, name);
            if (SliceKey.IsHidden(stored.Key))
            {
                hidden.Add(Convert.ToHexString(stored.Key), entry);
            }
            else
            {
                entries.Add(entry);
            }
        }

        return header is null
            ? throw FormatException.InBytes(name, 0, "the table is empty, a checkpoint's starts with a header")
            : new BundleIndex(header.NumShards, entries, hidden);
    }

    /// <summary>A key as text: UTF-8, and other bytes as <c>\x80</c>.</summary>
    internal static string KeyText(ReadOnlySpan<byte> key)
    {
        if (Utf8.IsValid(key))
        {
            return Encoding.UTF8.GetString(key);
        }

        var text = new StringBuilder(key.Length);
        while (!key.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(key, out var rune, out var read) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                // One byte at a time, as Python's "backslashreplace" shows them.
                read = 1;
                text.Append("\\x").Append(Convert.ToHexStringLower(key[..1]));
            }

            key = key[read..];
        }

        return text.ToString();
    }

    private static BundleHeaderProto Header(TableEntry stored, string name)
    {
        if (stored.Key.Length > 0)
        {
            throw FormatException.InBytes(name, stored.BlockOffset, "the first key is not empty: a table, but not a checkpoint's index");
        }

        var header = Parse(BundleHeaderProto.Parser, stored, name, null);
        var problem = header switch
        {
            { Endianness: not BundleHeaderProto.Types.Endianness.Little } =>
                "the checkpoint was written big-endian; only little-endian is read",
            { NumShards: < 1 } => $"the header says {header.NumShards} data files, expected one at least",
            { Version.MinConsumer: > SupportedVersion } =>
                $"the checkpoint asks for a reader of version {header.Version.MinConsumer}; this one has {SupportedVersion}",
            _ => null,
        };
        return problem is null ? header : throw FormatException.InBytes(name, stored.BlockOffset, problem);
    }

    private static BundleEntry Entry(TableEntry stored, int shards, string name)
    {
        var key = KeyText(stored.Key);
        var entry = Parse(BundleEntryProto.Parser, stored, name, key);
        var shape = new long[entry.Shape?.Dim.Count ?? 0];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = entry.Shape!.Dim[i].Size;
        }

        var type = (BundleType)entry.Dtype;
        var count = entry.Shape is { UnknownRank: true } ? null : BundleTensor.ElementCount(shape);
        var problem = entry switch
        {
            _ when count is null => $"has no valid shape ([{string.Join(", ", shape)}])",
            { ShardId: < 0 } or { Offset: < 0 } or { Size: < 0 } => "has a negative data file, offset or size",
            _ when entry.ShardId >= shards => $"lies in data file {entry.ShardId}, but there are {shards}",
            { Slices.Count: 0 } when type.ElementSize() is > 0 and var size && (Int128)count * size != entry.Size =>
                $"has {entry.Size} bytes, expected {count} elements of {size} bytes",
            _ => null,
        };
        return problem is null
            ? new BundleEntry(key, type, shape, entry.ShardId, entry.Offset, entry.Size, entry.Crc32C) { Slices = entry.Slices }
            : throw FormatException.InBytes(name, stored.BlockOffset, $"the entry '{key}' {problem}");
    }

    private static T Parse<T>(MessageParser<T> parser, TableEntry stored, string name, string? key)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(stored.Value.Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            var what = key is null ? "the header" : $"the entry '{key}'";
            throw FormatException.InBytes(name, stored.BlockOffset, $"{what} is damaged: {exception.Message}", exception);
        }
    }
}
