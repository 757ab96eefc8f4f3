namespace DigitPipeline.Formats.Checkpoint;

/// <summary>Integers in seven bits a byte, the lowest first.</summary>
internal static class Varint
{
    /// <summary>Bytes of the longest one.</summary>
    public const int LongestSize = 10;

    /// <summary>Writes a value and returns how many bytes it took.</summary>
    public static int Write(Span<byte> target, ulong value)
    {
        var size = 0;
        while (value >= 0x80)
        {
            target[size++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[size++] = (byte)value;
        return size;
    }

    /// <summary>Reads a value and returns how many bytes it took; 0 where there is none or it has no room in 64 bits.</summary>
    public static int Read(ReadOnlySpan<byte> source, out ulong value)
    {
        value = 0;
        for (var i = 0; i < source.Length && i < LongestSize; i++)
        {
            var bits = (ulong)(source[i] & 0x7f);
            if (i == LongestSize - 1 && bits > 1)
            {
                return 0;
            }

            value |= bits << (7 * i);
            if (source[i] < 0x80)
            {
                return i + 1;
            }
        }

        return 0;
    }
}
