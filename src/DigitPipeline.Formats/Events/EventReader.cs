using DigitPipeline.Formats.TFRecord;
using Google.Protobuf;

namespace DigitPipeline.Formats.Events;

/// <summary>Reads TensorBoard's event files.</summary>
public static class EventReader
{
    /// <summary>The part of a name by which TensorBoard knows an event file.</summary>
    public const string NamePart = "tfevents";

    /// <summary>The events of a file, read as they are asked for.</summary>
    /// <exception cref="FormatException">A damaged or cut file, with record and byte; the events before it were delivered.</exception>
    /// <exception cref="IOException">The file is missing or unreadable.</exception>
    public static IEnumerable<EventRecord> Read(string path) =>
        TFRecordReader.Read(path, TFRecordCompression.None).Select(record => Parse(record, path));

    /// <summary>The events of a stream that can seek; <paramref name="name"/> is the file's name in errors.</summary>
    /// <exception cref="FormatException">As <see cref="Read(string)"/>.</exception>
    public static IEnumerable<EventRecord> Read(Stream stream, string name) =>
        TFRecordReader.Read(stream, name, TFRecordCompression.None).Select(record => Parse(record, name));

    /// <summary>The event files of a folder and of the folders in it, in the order of their names; or the one file that is named.</summary>
    public static IReadOnlyList<string> Files(string path) => File.Exists(path)
        ? [path]
        : [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file).Contains(NamePart, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    private static EventRecord Parse(TFRecord.TFRecord record, string path)
    {
        try
        {
            return new EventRecord(record.Index, record.Offset, record.Data.Length, Event.Parser.ParseFrom(record.Data.Span));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw FormatException.InBytes(
                path,
                record.Offset + TFRecord.TFRecord.HeaderSize,
                $"record {record.Index} (from 0) is no TensorBoard event: {exception.Message}",
                exception);
        }
    }
}
