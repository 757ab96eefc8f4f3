using System.Text.RegularExpressions;
using DigitPipeline.Datasets.Execution;
using DigitPipeline.Datasets.Layout;
using DigitPipeline.Formats.LabelMap;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Records;

/// <summary>
/// Packs a data set into the Object Detection API's records: <c>train.record</c> and <c>test.record</c>, or their shards, with a record
/// for each annotated picture in the order of the names' code points. The same data set gives the same bytes.
/// </summary>
public static partial class RecordBuilder
{
    /// <summary>
    /// Writes the records. The files get their names when all are complete; older ones of another number of shards are then removed.
    /// Boxes are not judged here: that is what validation is for.
    /// </summary>
    /// <param name="set">The data set.</param>
    /// <param name="outputFolder">Where to; made where it is missing.</param>
    /// <param name="options">Shards, compression, and share of the test pictures where the data set has none.</param>
    /// <param name="progress">Told of each written picture with the number of written ones.</param>
    /// <param name="cancellation">Stops between two pictures and leaves older files as they were.</param>
    /// <exception cref="FormatException">
    /// No annotated picture for training, two pictures with one annotation, a label map, annotation or picture that cannot be read, or
    /// a class that is not in the label map.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    public static RecordSummary Write(
        DataSet set, string outputFolder, RecordOptions options, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Shards, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Shards, RecordOptions.MostShards);
        var labels = set.ReadLabelMap();
        var split = TestSplit.Of(set, options.TestShare, cancellation);
        CheckPairs(set, split);
        Directory.CreateDirectory(outputFolder);
        var done = 0;
        void Written() => progress?.Report(++done);
        using var trainFiles = new ShardedWriter(Path.Combine(outputFolder, "train.record"), options, split.Train.Count);
        using var testFiles = new ShardedWriter(Path.Combine(outputFolder, "test.record"), options, split.Test.Count);
        var train = Write(split.Train, trainFiles, labels, Written, cancellation);
        var test = Write(split.Test, testFiles, labels, Written, cancellation);
        trainFiles.Complete();
        testFiles.Complete();
        RemoveOthers(outputFolder, [.. train.Files, .. test.Files]);
        var leftOut = set.Pictures.Where(picture => !picture.IsAnnotated).Select(picture => picture.File);
        return new RecordSummary(train, test, split.StandsIn, [.. leftOut]);
    }

    private static void CheckPairs(DataSet set, TestSplit split)
    {
        if (split.Train.Count == 0)
        {
            throw FormatException.InFile(set.Train.Path, FormattableString.Invariant(
                $"none of its {set.Train.Pictures.Count} pictures has an annotation; expected an XML file of the same stem beside each"));
        }

        if (set.Train.SharingAnnotations.Concat(set.Test.SharingAnnotations).ToList() is [var first, var second, ..])
        {
            throw FormatException.InFile(
                first.AnnotationPath!, $"it belongs to both {first.File} and {second.File}; rename or remove one of them");
        }
    }

    private static RecordPartSummary Write(
        IReadOnlyList<DataSetPicture> pictures, ShardedWriter files, LabelMap labels, Action written, CancellationToken cancellation)
    {
        var counts = labels.Items.ToDictionary(item => item.Name, _ => 0, StringComparer.Ordinal);
        foreach (var record in OrderedWork.Run(pictures, picture => PictureRecord.Of(picture, labels), cancellation))
        {
            using (record)
            {
                files.Write(record.Bytes.Span);
                foreach (var item in record.Objects)
                {
                    counts[item.Name]++;
                }
            }

            written();
        }

        return new RecordPartSummary(
            files.Files,
            pictures.Count,
            counts.Values.Sum(),
            [.. labels.Items.Select(item => new ClassCount(item.Id, item.Name, counts[item.Name]))]);
    }

    private static void RemoveOthers(string folder, HashSet<string> written)
    {
        foreach (var name in Directory.GetFiles(folder).Select(file => Path.GetFileName(file)))
        {
            if (RecordName().IsMatch(name) && !written.Contains(name))
            {
                File.Delete(Path.Combine(folder, name));
            }
        }
    }

    [GeneratedRegex("^(train|test)\\.record(-[0-9]{5}-of-[0-9]{5})?$", RegexOptions.CultureInvariant)]
    private static partial Regex RecordName();
}
