namespace DigitPipeline.Formats.TFRecord;

/// <summary>
/// Reads TFRecord files one record at a time. Stricter than TensorFlow in two ways: a file that ends inside of a record's header,
/// or whose compressed bytes end early, is an error and not a silent end.
/// </summary>
public static class TFRecordReader
{
    /// <summary>The records of a file, read as they are asked for; the compression is detected.</summary>
    /// <exception cref="FormatException">
    /// A damaged or cut file: with the record's number and the byte. The records before it were delivered.
    /// </exception>
    /// <exception cref="IOException">The file is missing or unreadable.</exception>
    public static IEnumerable<TFRecord> Read(string path) => Read(path, null);

    /// <summary>The records of a file whose compression is known; null to detect it.</summary>
    /// <exception cref="FormatException">As <see cref="Read(string)"/>.</exception>
    public static IEnumerable<TFRecord> Read(string path, TFRecordCompression? compression)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 128 * 1024, FileOptions.SequentialScan);
        foreach (var record in Read(file, path, compression))
        {
            yield return record;
        }
    }

    /// <summary>The records of a stream that can seek; <paramref name="name"/> is the file's name in errors.</summary>
    /// <exception cref="FormatException">As <see cref="Read(string)"/>.</exception>
    public static IEnumerable<TFRecord> Read(Stream stream, string name, TFRecordCompression? compression = null)
    {
        var kind = compression ?? Detect(stream);
        using var inflated = kind == TFRecordCompression.None ? null : new InflatedBytes(stream, kind);
        var source = inflated is null
            ? new RecordSource(stream, name, stream.Length - stream.Position)
            : new RecordSource(inflated, name);
        while (source.Next() is { } record)
        {
            yield return record;
        }
    }

    private static TFRecordCompression Detect(Stream stream)
    {
        var start = stream.Position;
        Span<byte> header = stackalloc byte[TFRecord.HeaderSize];
        var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        stream.Position = start;
        return CompressionDetector.Detect(header[..read]);
    }
}
