using System.Buffers.Binary;
using DigitPipeline.Formats.Checksums;

namespace DigitPipeline.Formats.TFRecord;

/// <summary>The state of reading one file.</summary>
internal sealed class RecordSource
{
    private const int Chunk = 64 * 1024;

    private readonly byte[] frame = new byte[TFRecord.HeaderSize];
    private readonly Stream? plain;
    private readonly InflatedBytes? inflated;
    private readonly string name;
    private readonly long? size;
    private long offset;
    private long index;

    /// <summary>Reads a plain file of <paramref name="size"/> bytes.</summary>
    public RecordSource(Stream plain, string name, long size) => (this.plain, this.name, this.size) = (plain, name, size);

    /// <summary>Reads a compressed file, of which nobody knows how long it gets.</summary>
    public RecordSource(InflatedBytes inflated, string name) => (this.inflated, this.name) = (inflated, name);

    /// <summary>The next record, or null at the end.</summary>
    public TFRecord? Next()
    {
        var header = Fill(frame);
        if (header == 0)
        {
            return null;
        }

        if (header < TFRecord.HeaderSize)
        {
            throw Cut($"{header} of the {TFRecord.HeaderSize} bytes of its header are there");
        }

        var length = Length();
        var data = Data(length);
        var footer = Fill(frame.AsSpan(0, TFRecord.FooterSize));
        if (footer < TFRecord.FooterSize)
        {
            throw Cut($"{footer} of the {TFRecord.FooterSize} bytes of its data's CRC are there");
        }

        var stored = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        var computed = Crc32C.Masked(data);
        if (stored != computed)
        {
            throw Error(
                offset + TFRecord.HeaderSize,
                $"the data's masked CRC is {computed:x8}, the file says {stored:x8}: the data or its CRC is damaged");
        }

        var record = new TFRecord(index, offset, data);
        offset += TFRecord.HeaderSize + length + TFRecord.FooterSize;
        index++;
        return record;
    }

    private long Length()
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(frame);
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(8));
        var computed = Crc32C.Masked(frame.AsSpan(0, 8));
        if (stored != computed)
        {
            var hint = index == 0 ? ", or the file is no TFRecord file" : "";
            throw Error(
                offset, $"the length's masked CRC is {computed:x8}, the file says {stored:x8}: the header is damaged{hint}");
        }

        var left = size - offset - TFRecord.HeaderSize;
        if (left is { } known && length > (ulong)known)
        {
            throw Cut($"its length is {length}, but {known} bytes are left in the file");
        }

        return length <= (ulong)Array.MaxLength
            ? (long)length
            : throw Error(offset, $"its length is {length}; records of more than {Array.MaxLength} bytes cannot be read");
    }

    private byte[] Data(long length)
    {
        // A length is believed only as far as bytes come: a forged one in a compressed file must not allocate.
        var data = new byte[size is null ? Math.Min(length, Chunk) : length];
        var filled = 0;
        while (true)
        {
            filled += Fill(data.AsSpan(filled));
            if (filled == length)
            {
                return data;
            }

            if (filled < data.Length)
            {
                throw Cut($"{filled} of its {length} bytes are there");
            }

            Array.Resize(ref data, (int)Math.Min(length, Math.Min(2L * data.Length, Array.MaxLength)));
        }
    }

    private int Fill(Span<byte> target)
    {
        try
        {
            return inflated?.Fill(target) ?? plain!.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException exception)
        {
            throw FormatException.InBytes(
                name, offset, $"record {index} (from 0), decompressed bytes: the compression is damaged ({exception.Message})", exception);
        }
    }

    private FormatException Cut(string found) => Error(offset, $"{found}: the file was cut or is still being written");

    private FormatException Error(long at, string problem) => FormatException.InBytes(
        name, at, $"record {index} (from 0){(size is null ? ", decompressed bytes" : "")}: {problem}");
}
