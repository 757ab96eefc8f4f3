using System.Buffers;
using System.Text;

namespace DigitPipeline.Incremental.Remote;

/// <summary>Writes messages in protobuf's wire format (https://protobuf.dev/programming-guides/encoding), as far as action results need it.</summary>
internal sealed class WireWriter
{
    private const int Varint = 0, LengthDelimited = 2;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Writes a number; 0, the default, is left out.</summary>
    public WireWriter Number(int field, long value)
    {
        if (value == 0) return this;
        Raw((ulong)((field << 3) | Varint));
        Raw((ulong)value);
        return this;
    }

    /// <summary>Writes text; the empty one is left out.</summary>
    public WireWriter Text(int field, string value) => value.Length == 0 ? this : Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Writes a message inside this one.</summary>
    public WireWriter Message(int field, WireWriter message) => Bytes(field, message.ToArray());

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private WireWriter Bytes(int field, byte[] value)
    {
        Raw((ulong)((field << 3) | LengthDelimited));
        Raw((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    private void Raw(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
