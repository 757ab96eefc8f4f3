using System.Buffers.Binary;
using System.IO.Compression;
using DigitPipeline.Formats.Checksums;
using DigitPipeline.Formats.Files;

namespace DigitPipeline.Formats.TFRecord;

/// <summary>
/// Writes a TFRecord file. Nothing shows under its name until <see cref="Complete"/>: disposed of before that, the writer leaves
/// no file, and an older one stays as it was.
/// </summary>
public sealed class TFRecordWriter : IDisposable
{
    private readonly AtomicFile file;
    private readonly Stream output;
    private bool completed;

    /// <summary>Starts the file.</summary>
    /// <exception cref="IOException">The folder is missing or not writable.</exception>
    public TFRecordWriter(string path, TFRecordCompression compression = TFRecordCompression.None)
    {
        file = new AtomicFile(path);
        output = compression switch
        {
            TFRecordCompression.Gzip => new GZipStream(file.Stream, CompressionLevel.Optimal, leaveOpen: true),
            TFRecordCompression.Zlib => new ZLibStream(file.Stream, CompressionLevel.Optimal, leaveOpen: true),
            _ => file.Stream,
        };
    }

    /// <summary>Number of records written.</summary>
    public long Count { get; private set; }

    /// <summary>Appends a record.</summary>
    public void Write(ReadOnlySpan<byte> data)
    {
        WriteTo(output, data);
        Count++;
    }

    /// <summary>Ends the file, flushes it to the disk and gives it its name.</summary>
    public void Complete()
    {
        CloseCompression();
        file.Commit();
        completed = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!completed)
        {
            CloseCompression();
        }

        file.Dispose();
    }

    /// <summary>Appends one record to any stream.</summary>
    internal static void WriteTo(Stream output, ReadOnlySpan<byte> data)
    {
        Span<byte> frame = stackalloc byte[TFRecord.HeaderSize];
        BinaryPrimitives.WriteUInt64LittleEndian(frame, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], Crc32C.Masked(frame[..8]));
        output.Write(frame);
        output.Write(data);
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Crc32C.Masked(data));
        output.Write(frame[..TFRecord.FooterSize]);
    }

    private void CloseCompression()
    {
        if (output != file.Stream)
        {
            output.Dispose();
        }
    }
}
