using System.Buffers.Binary;
using System.Text;

namespace DigitPipeline.Incremental.Remote;

/// <summary>Reads messages in protobuf's wire format, field by field; unknown ones can be passed over.</summary>
/// <param name="bytes">One message.</param>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = bytes;
    private ReadOnlySpan<byte> _content;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>The field's value when it is a number.</summary>
    public long Number { get; private set; }

    /// <summary>The field's value when it is a message or bytes.</summary>
    public readonly ReadOnlySpan<byte> Content => _content;

    /// <summary>The field's value when it is text.</summary>
    public readonly string Text => Strict.GetString(_content);

    /// <summary>Reads the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty) return false;
        var tag = Raw();
        Field = (int)(tag >> 3);
        _content = default;
        Number = (tag & 7) switch
        {
            0 => (long)Raw(),
            1 => BinaryPrimitives.ReadInt64LittleEndian(Take(8)),
            2 => Delimited(),
            5 => BinaryPrimitives.ReadInt32LittleEndian(Take(4)),
            _ => throw Broken(),
        };
        return true;
    }

    private static InvalidDataException Broken() => new("this is no message in protobuf's wire format");

    private long Delimited()
    {
        var length = Raw();
        if (length > int.MaxValue) throw Broken();
        _content = Take((int)length);
        return 0;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length) throw Broken();
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private ulong Raw()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw Broken();
    }
}
