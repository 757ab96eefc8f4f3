using Google.Protobuf;

namespace DigitPipeline.Formats.Example;

/// <summary>Serialises an example to the same bytes every time.</summary>
public static class ExampleSerializer
{
    private const int TagSize = 1;

    private static readonly uint First = WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited);
    private static readonly uint Second = WireFormat.MakeTag(2, WireFormat.WireType.LengthDelimited);

    /// <summary>
    /// The bytes of an example with its features in the byte order of their names, as protobuf's deterministic mode gives them;
    /// the plain order is the order of insertion here and random in the original. Names and values are always written, where the
    /// library leaves empty ones out.
    /// </summary>
    public static byte[] Serialize(Example example)
    {
        if (example.Features is not { } features)
        {
            return example.ToByteArray();
        }

        var entries = features.Feature.OrderBy(entry => entry.Key, Utf8Order.Instance).ToList();
        var unknown = Unknown(features);
        var trailer = new Example(example) { Features = null }.ToByteArray();
        var size = entries.Sum(entry => TagSize + CodedOutputStream.ComputeLengthSize(Size(entry)) + Size(entry)) + unknown.Length;
        var bytes = new byte[TagSize + CodedOutputStream.ComputeLengthSize(size) + size + trailer.Length];
        using var output = new CodedOutputStream(bytes);
        output.WriteTag(First);
        output.WriteLength(size);
        foreach (var entry in entries)
        {
            output.WriteTag(First);
            output.WriteLength(Size(entry));
            output.WriteTag(First);
            output.WriteString(entry.Key);
            output.WriteTag(Second);
            output.WriteMessage(entry.Value);
        }

        output.Flush();
        unknown.CopyTo(bytes, bytes.Length - trailer.Length - unknown.Length);
        trailer.CopyTo(bytes, bytes.Length - trailer.Length);
        return bytes;
    }

    private static int Size(KeyValuePair<string, Feature> entry) =>
        TagSize + CodedOutputStream.ComputeStringSize(entry.Key) + TagSize + CodedOutputStream.ComputeMessageSize(entry.Value);

    // Fields that this version does not know come after the known ones.
    private static byte[] Unknown(Features features)
    {
        var rest = new Features(features);
        rest.Feature.Clear();
        return rest.ToByteArray();
    }
}
