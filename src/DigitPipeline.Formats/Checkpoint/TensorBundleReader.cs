using System.Globalization;
using DigitPipeline.Formats.Checksums;
using Google.Protobuf;

namespace DigitPipeline.Formats.Checkpoint;

/// <summary>Reads a TensorFlow checkpoint (tensor bundle): an index and one data file or several.</summary>
public sealed class TensorBundleReader
{
    /// <summary>The key of the object graph in checkpoints of TensorFlow 2.</summary>
    public const string ObjectGraphKey = "_CHECKPOINTABLE_OBJECT_GRAPH";

    private readonly BundleIndex index;
    private readonly Dictionary<string, BundleEntry> byName;

    private TensorBundleReader(string prefix, BundleIndex index)
    {
        Prefix = prefix;
        this.index = index;
        byName = new Dictionary<string, BundleEntry>(StringComparer.Ordinal);
        foreach (var entry in index.Entries)
        {
            byName.TryAdd(entry.Name, entry);
        }
    }

    /// <summary>The path without <c>.index</c>.</summary>
    public string Prefix { get; }

    /// <summary>The tensors in the byte order of their names.</summary>
    public IReadOnlyList<BundleEntry> Entries => index.Entries;

    /// <summary>Number of data files.</summary>
    public int ShardCount => index.ShardCount;

    /// <summary>Reads the index of a checkpoint; tensors are read when asked for.</summary>
    /// <exception cref="FileNotFoundException">There is no index.</exception>
    /// <exception cref="FormatException">The index is damaged.</exception>
    public static TensorBundleReader Open(string prefix)
    {
        var path = IndexPath(prefix);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: no such file; a checkpoint is named by its path without .index", path);
        }

        return new TensorBundleReader(prefix, BundleIndex.Read(File.ReadAllBytes(path), path));
    }

    /// <summary>Path of the index.</summary>
    public static string IndexPath(string prefix) => prefix + ".index";

    /// <summary>Path of a data file, counted from 0.</summary>
    public static string DataPath(string prefix, int shard, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}.data-{shard:D5}-of-{count:D5}");

    /// <summary>What the index says about a tensor; null where there is none of this name.</summary>
    public BundleEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads a tensor and checks it against its CRC; one that is stored in slices is put together.</summary>
    /// <exception cref="KeyNotFoundException">There is no tensor of this name.</exception>
    /// <exception cref="FormatException">The data file is missing, cut or damaged, or the type cannot be read.</exception>
    public BundleTensor Read(string name)
    {
        var entry = Find(name) ?? throw new KeyNotFoundException($"{Prefix}: the checkpoint has no tensor '{name}'");
        return new BundleTensor(name, entry.Type, entry.Shape, entry.Slices.Count > 0 ? Assemble(entry) : Stored(entry));
    }

    /// <summary>The object graph of a TensorFlow 2 checkpoint; null where it has none.</summary>
    /// <exception cref="FormatException">The graph is damaged.</exception>
    public TrackableObjectGraph? ObjectGraph()
    {
        if (Find(ObjectGraphKey) is not { Type: BundleType.String, Count: 1 } entry)
        {
            return null;
        }

        try
        {
            return TrackableObjectGraph.Parser.ParseFrom(Read(ObjectGraphKey).Strings()[0].Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw FormatException.InBytes(DataPath(entry), entry.Offset, $"the object graph is damaged: {exception.Message}", exception);
        }
    }

    private string DataPath(BundleEntry entry) => DataPath(Prefix, entry.Shard, index.ShardCount);

    private byte[] Stored(BundleEntry entry)
    {
        var path = DataPath(entry);
        if (!File.Exists(path))
        {
            throw FormatException.InFile(path, $"no such file; the index {IndexPath(Prefix)} says that tensor '{entry.Name}' lies in it");
        }

        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        if (entry.Offset > length || entry.Size > length - entry.Offset || entry.Size > Array.MaxLength)
        {
            throw FormatException.InBytes(
                path, entry.Offset, $"tensor '{entry.Name}' has {entry.Size} bytes here, but the file ends at byte {length}: it was cut");
        }

        var data = new byte[entry.Size];
        for (var read = 0; read < data.Length;)
        {
            var got = RandomAccess.Read(file, data.AsSpan(read), entry.Offset + read);
            read += got > 0 ? got : throw FormatException.InBytes(path, entry.Offset + read, "the file became shorter while it was read");
        }

        Check(entry, data, path);
        return data;
    }

    private static void Check(BundleEntry entry, ReadOnlySpan<byte> data, string path)
    {
        if (entry.Type is BundleType.Variant or BundleType.Resource || (entry.Type != BundleType.String && entry.Type.ElementSize() == 0))
        {
            throw FormatException.InBytes(
                path, entry.Offset, $"tensor '{entry.Name}' is of {entry.Type.TensorFlowName()}, which cannot be read");
        }

        uint computed;
        try
        {
            computed = Crc32C.Mask(entry.Type == BundleType.String
                ? StringTensor.Checksum(entry.Name, data, entry.Count)
                : Crc32C.Compute(data));
        }
        catch (FormatException exception)
        {
            throw FormatException.InBytes(
                path, entry.Offset + (exception.Offset ?? 0), $"tensor '{entry.Name}': {exception.Problem}", exception);
        }

        if (computed != entry.MaskedCrc)
        {
            throw FormatException.InBytes(
                path,
                entry.Offset,
                $"tensor '{entry.Name}' has the masked CRC {computed:x8}, the index says {entry.MaskedCrc:x8}: it is damaged");
        }
    }

    private byte[] Assemble(BundleEntry entry)
    {
        var path = IndexPath(Prefix);
        var elementSize = entry.Type.ElementSize();
        var parts = new List<(BundleEntry Entry, (long Start, long Length)[] Bounds)>();
        Int128 size = 0;
        foreach (var slice in entry.Slices)
        {
            var bounds = SliceAssembly.Bounds(slice, entry.Shape)
                ?? throw FormatException.InFile(path, $"a slice of tensor '{entry.Name}' does not fit its shape");
            if (!index.Hidden.TryGetValue(Convert.ToHexString(SliceKey.Of(entry.Name, slice)), out var part)
                || part.Type != entry.Type || !part.Shape.SequenceEqual(bounds.Select(bound => bound.Length)))
            {
                throw FormatException.InFile(
                    path, $"a slice of tensor '{entry.Name}' is missing, or has another type or shape than announced");
            }

            if (parts.Exists(other => SliceAssembly.Overlap(other.Bounds, bounds)))
            {
                throw FormatException.InFile(path, $"two slices of tensor '{entry.Name}' overlap");
            }

            parts.Add((part, bounds));
            size += part.Size;
        }

        if (elementSize == 0 || size != (Int128)entry.Count * elementSize || size > Array.MaxLength)
        {
            throw FormatException.InFile(
                path, $"the slices of tensor '{entry.Name}' have {size} bytes, expected {entry.Count} elements of {elementSize}");
        }

        var data = new byte[(int)size];
        foreach (var (part, bounds) in parts)
        {
            SliceAssembly.Copy(Stored(part), bounds, data, entry.Shape, elementSize);
        }

        return data;
    }
}
