using System.Text;
using DigitPipeline.Formats.Checkpoint.SortedTable;
using DigitPipeline.Formats.Checksums;
using DigitPipeline.Formats.Files;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;

namespace DigitPipeline.Formats.Checkpoint;

/// <summary>Writes a checkpoint (tensor bundle) with one data file, byte for byte as TensorFlow does for the same tensors.</summary>
public static class TensorBundleWriter
{
    private const int Version = 1;

    /// <summary>
    /// Writes the tensors, in the given order in the data file and in byte order of their names in the index. Both files are
    /// brought to the disk before one shows; the index comes last, so that a checkpoint with an index is complete.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A name that is empty, starts with a zero byte or comes twice, or data that does not fit type and shape.
    /// </exception>
    /// <exception cref="IOException">The folder is missing or not writable.</exception>
    public static void Write(string prefix, IEnumerable<BundleTensor> tensors)
    {
        using var data = new AtomicFile(TensorBundleReader.DataPath(prefix, 0, 1));
        using var index = new AtomicFile(TensorBundleReader.IndexPath(prefix));
        var entries = new SortedDictionary<byte[], BundleEntryProto>(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
        long offset = 0;
        foreach (var tensor in tensors)
        {
            if (!entries.TryAdd(Key(tensor.Name), Entry(tensor, offset)))
            {
                throw new ArgumentException($"two tensors are named '{tensor.Name}'", nameof(tensors));
            }

            data.Stream.Write(tensor.Data.Span);
            offset += tensor.Data.Length;
        }

        var table = new TableWriter(index.Stream);
        table.Add([], new BundleHeaderProto { NumShards = 1, Version = new VersionDef { Producer = Version } }.ToByteArray());
        foreach (var (key, entry) in entries)
        {
            table.Add(key, entry.ToByteArray());
        }

        table.Finish();
        data.Flush();
        index.Flush();
        File.Delete(TensorBundleReader.IndexPath(prefix));
        data.Commit();
        index.Commit();
    }

    private static byte[] Key(string name) => name.Length > 0 && name[0] != '\0'
        ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(name)
        : throw new ArgumentException("a tensor needs a name that does not start with a zero byte", nameof(name));

    private static BundleEntryProto Entry(BundleTensor tensor, long offset)
    {
        var (name, type, shape, data) = tensor;
        var count = BundleTensor.ElementCount(shape)
            ?? throw new ArgumentException($"the shape [{string.Join(", ", shape)}] of '{name}' is not valid", nameof(tensor));
        var elementSize = type.ElementSize();
        if (type != BundleType.String && (elementSize == 0 || (Int128)count * elementSize != data.Length))
        {
            throw new ArgumentException(
                $"'{name}' has {data.Length} bytes, expected {count} elements of {type.TensorFlowName()}", nameof(tensor));
        }

        var entry = new BundleEntryProto
        {
            Dtype = (DataType)type,
            Shape = new TensorShapeProto(),
            Offset = offset,
            Size = data.Length,
            Crc32C = Crc32C.Mask(type == BundleType.String ? StringTensor.Checksum(name, data.Span, count) : Crc32C.Compute(data.Span)),
        };
        entry.Shape.Dim.AddRange(shape.Select(size => new TensorShapeProto.Types.Dim { Size = size }));
        return entry;
    }
}
