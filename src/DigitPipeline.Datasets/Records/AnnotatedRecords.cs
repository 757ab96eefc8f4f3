using DigitPipeline.Datasets.Images;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.TFRecord;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Records;

/// <summary>The annotated pictures of record files, for training and evaluation.</summary>
public static class AnnotatedRecords
{
    /// <summary>
    /// The pictures of a file, or of all shards (<see cref="ShardedPath.Expand"/>) one after the other, decoded as they are asked for.
    /// </summary>
    /// <param name="path">A record file, a set of shards or a pattern.</param>
    /// <param name="labels">The classes; null takes the numbers in the records as they are.</param>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="FormatException">
    /// Shards are missing, or a record is damaged or not as <see cref="ExampleReader"/> expects it.
    /// </exception>
    public static IEnumerable<AnnotatedImage> Read(string path, LabelMap? labels = null) =>
        ReadEncoded(path, labels).Select(picture => picture.Decode());

    /// <summary>The same, still encoded: 10 to 50 times smaller in memory.</summary>
    /// <exception cref="FileNotFoundException">As <see cref="Read"/>.</exception>
    /// <exception cref="FormatException">As <see cref="Read"/>; a damaged picture is found when it is decoded.</exception>
    public static IEnumerable<RecordPicture> ReadEncoded(string path, LabelMap? labels = null) =>
        from file in ShardedPath.Expand(path)
        from record in TFRecordReader.Read(file)
        select ExampleReader.Read(file, record, labels);
}
