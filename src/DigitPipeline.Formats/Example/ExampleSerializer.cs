using System.Text;
using DigitPipeline.Formats.Checkpoint;
using Google.Protobuf;

namespace DigitPipeline.Formats.Example;

/// <summary>
/// Serialises an example to the same bytes every time: features in the byte order of their names, as protobuf's deterministic mode
/// gives them; the plain order is the order of insertion here and random in the original. Names and values are always written,
/// where the library leaves empty ones out.
/// </summary>
public sealed class ExampleSerializer
{
    private const byte FirstField = (1 << 3) | (int)WireFormat.WireType.LengthDelimited;
    private const byte SecondField = (2 << 3) | (int)WireFormat.WireType.LengthDelimited;

    private readonly List<Entry> entries;
    private readonly int featuresSize;

    // Fields that this version does not know come after the known ones.
    private readonly byte[] unknown;
    private readonly byte[] trailer;

    private ExampleSerializer(Example example)
    {
        var features = example.Features;
        entries = [.. (features?.Feature ?? [])
            .Select(entry => new Entry(entry.Key, entry.Value))
            .OrderBy(entry => entry.Name, Utf8Order.Instance)];
        unknown = Unknown(features);
        trailer = features is null ? example.ToByteArray() : new Example(example) { Features = null }.ToByteArray();
        featuresSize = entries.Sum(entry => Delimited(entry.Size)) + unknown.Length;
        Size = (features is null ? 0 : Delimited(featuresSize)) + trailer.Length;
        HasFeatures = features is not null;
    }

    /// <summary>Number of bytes.</summary>
    public int Size { get; }

    private bool HasFeatures { get; }

    /// <summary>Prepares an example, which must then stay as it is.</summary>
    public static ExampleSerializer For(Example example) => new(example);

    /// <summary>The bytes of an example.</summary>
    public static byte[] Serialize(Example example)
    {
        var serializer = For(example);
        var bytes = new byte[serializer.Size];
        serializer.WriteTo(bytes);
        return bytes;
    }

    /// <summary>Writes <see cref="Size"/> bytes.</summary>
    public void WriteTo(Span<byte> target)
    {
        if (HasFeatures)
        {
            Open(ref target, FirstField, featuresSize);
            foreach (var entry in entries)
            {
                Open(ref target, FirstField, entry.Size);
                Open(ref target, FirstField, entry.NameSize);
                target = target[Encoding.UTF8.GetBytes(entry.Name, target)..];
                Open(ref target, SecondField, entry.ValueSize);
                entry.Value.WriteTo(target[..entry.ValueSize]);
                target = target[entry.ValueSize..];
            }

            unknown.CopyTo(target);
            target = target[unknown.Length..];
        }

        trailer.CopyTo(target);
    }

    private static void Open(ref Span<byte> target, byte field, int size)
    {
        target[0] = field;
        target = target[(1 + Varint.Write(target[1..], (ulong)size))..];
    }

    /// <summary>Bytes of a field: its tag, its length, its content.</summary>
    private static int Delimited(int size) => 1 + CodedOutputStream.ComputeLengthSize(size) + size;

    private static byte[] Unknown(Features? features)
    {
        var rest = features is null ? new Features() : new Features(features);
        rest.Feature.Clear();
        return rest.ToByteArray();
    }

    private sealed record Entry(string Name, Feature Value)
    {
        public int NameSize { get; } = Encoding.UTF8.GetByteCount(Name);

        public int ValueSize { get; } = Value.CalculateSize();

        public int Size => Delimited(NameSize) + Delimited(ValueSize);
    }
}
