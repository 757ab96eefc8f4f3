using System.IO.Compression;

namespace DigitPipeline.Formats.TFRecord;

/// <summary>
/// The decompressed bytes of a file. Where the compressed ones end early, the framework's streams end in silence; here that is an
/// <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class InflatedBytes : IDisposable
{
    private readonly EndObserver compressed;
    private readonly Stream inflated;
    private readonly bool gzip;
    private readonly long start;
    private long total;

    /// <summary>Decompresses what follows the stream's position.</summary>
    public InflatedBytes(Stream stream, TFRecordCompression compression)
    {
        start = stream.Position;
        gzip = compression == TFRecordCompression.Gzip;
        compressed = new EndObserver(stream);
        inflated = gzip
            ? new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true)
            : new ZLibStream(compressed, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>Reads until the target is full or nothing is left, and returns how many bytes came.</summary>
    /// <exception cref="InvalidDataException">The compressed bytes are damaged or end early.</exception>
    public int Fill(Span<byte> target)
    {
        var read = Inflate(target);
        total += read;
        if (read < target.Length)
        {
            CheckEnd();
        }

        return read;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        inflated.Dispose();
        compressed.Dispose();
    }

    private int Inflate(Span<byte> target)
    {
        try
        {
            return inflated.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (IOException error) when (!compressed.Failed)
        {
            // A header that asks for a preset dictionary comes out like this.
            throw new InvalidDataException(error.Message, error);
        }
    }

    private void CheckEnd()
    {
        var length = compressed.Source.Length - start;
        if (length == 0)
        {
            return;
        }

        if (!gzip)
        {
            // A zlib stream that is complete is not asked for more.
            if (compressed.EndWasSeen)
            {
                throw new InvalidDataException("the zlib stream ends early");
            }

            return;
        }

        // The format ends with the size of the data, of the last stream where there are several.
        var stated = LastGzipMember.StatedSize(compressed.Source, start);
        if (stated != (uint)total && !LastGzipMember.IsWhole(compressed.Source, start))
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"{total} bytes were decompressed, the gzip trailer says {stated}: the file was cut, or something was appended"));
        }
    }
}
