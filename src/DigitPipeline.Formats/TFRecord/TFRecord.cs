namespace DigitPipeline.Formats.TFRecord;

/// <summary>One record of a TFRecord file.</summary>
/// <param name="Index">Number in the file, from 0.</param>
/// <param name="Offset">Where its header starts, in bytes; of a compressed file, in the decompressed bytes.</param>
/// <param name="Data">The content, checked against its CRC.</param>
public readonly record struct TFRecord(long Index, long Offset, ReadOnlyMemory<byte> Data)
{
    /// <summary>Bytes before the data: length and CRC of the length.</summary>
    public const int HeaderSize = 12;

    /// <summary>Bytes after the data: its CRC.</summary>
    public const int FooterSize = 4;
}
