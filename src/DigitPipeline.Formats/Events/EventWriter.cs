using DigitPipeline.Formats.TFRecord;
using Google.Protobuf;

namespace DigitPipeline.Formats.Events;

/// <summary>
/// Writes an event file that TensorBoard can follow while it grows. It is a log: every record that was flushed is complete, and
/// <see cref="Resume"/> goes on behind the last step that counts.
/// </summary>
public sealed class EventWriter : IDisposable
{
    /// <summary>What the first event says.</summary>
    public const string FileVersion = "brain.Event:2";

    private readonly FileStream file;
    private readonly Func<long, double> wallTime;

    /// <summary>Starts a file, in place of an older one.</summary>
    /// <param name="path">Its path; the name must contain <c>tfevents</c> to be seen.</param>
    /// <param name="wallTime">
    /// Seconds since 1970 that a step is shown at; a function of the step alone gives the same bytes each time.
    /// </param>
    /// <exception cref="IOException">The folder is missing or not writable.</exception>
    public EventWriter(string path, Func<long, double> wallTime)
        : this(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite), wallTime) => WriteVersion();

    private EventWriter(FileStream file, Func<long, double> wallTime) => (this.file, this.wallTime) = (file, wallTime);

    /// <summary>
    /// Goes on with a file: keeps what stands before the first event of a later step than <paramref name="lastStep"/> and before any
    /// damage, and cuts off the rest. Starts a file where there is none.
    /// </summary>
    public static EventWriter Resume(string path, Func<long, double> wallTime, long lastStep)
    {
        var kept = KeptLength(path, lastStep);
        if (kept == 0)
        {
            return new EventWriter(path, wallTime);
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(kept);
        file.Seek(0, SeekOrigin.End);
        return new EventWriter(file, wallTime);
    }

    /// <summary>Name of an event file, after the original's pattern.</summary>
    /// <param name="seconds">Seconds since 1970; TensorBoard reads files of a folder in the order of their names.</param>
    /// <param name="host">Who wrote it.</param>
    public static string FileName(long seconds, string host) =>
        FormattableString.Invariant($"events.out.tfevents.{seconds:D10}.{host}");

    /// <summary>Writes a number.</summary>
    public void Scalar(long step, string tag, float value) => Write(step, SummaryValues.Scalar(tag, value));

    /// <summary>Writes values of one step as one event.</summary>
    public void Write(long step, params ReadOnlySpan<Summary.Types.Value> values)
    {
        var summary = new Summary();
        foreach (var value in values)
        {
            summary.Value.Add(value);
        }

        Write(new Event { WallTime = wallTime(step), Step = step, Summary = summary });
    }

    /// <summary>Hands what was written to the system, where others see it.</summary>
    public void Flush() => file.Flush();

    /// <summary>Flushes to the disk and closes the file.</summary>
    public void Dispose()
    {
        if (file.CanWrite)
        {
            file.Flush(flushToDisk: true);
        }

        file.Dispose();
    }

    private static long KeptLength(string path, long lastStep)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        long kept = 0;
        try
        {
            foreach (var record in EventReader.Read(path))
            {
                if (record.Event.Step > lastStep)
                {
                    break;
                }

                kept = record.Offset + TFRecord.TFRecord.HeaderSize + record.Length + TFRecord.TFRecord.FooterSize;
            }
        }
        catch (FormatException)
        {
            // Whoever wrote the file was stopped inside of a record; what comes before it is whole.
            return kept;
        }

        return kept;
    }

    private void WriteVersion() => Write(new Event { WallTime = wallTime(0), FileVersion = FileVersion });

    private void Write(Event message) => TFRecordWriter.WriteTo(file, message.ToByteArray());
}
