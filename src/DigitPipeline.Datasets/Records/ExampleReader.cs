using System.Globalization;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Formats.Example;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.TFRecord;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Records;

/// <summary>
/// Reads a record of the Object Detection API, whoever wrote it. Classes are found as the original finds them: with a label map, by
/// the object's text in names and display names, and by its number where the record has no texts; without one, by number. Where the
/// original drops an object silently (an unknown class, coordinates that are no numbers), or only its evaluation stops (a lower edge
/// above the upper), the record is refused. Features that box training does not need (weights, masks) are not read.
/// </summary>
public static class ExampleReader
{
    /// <summary>Reads one record.</summary>
    /// <param name="file">The record file's name in errors.</param>
    /// <param name="record">The record.</param>
    /// <param name="labels">The classes; null takes the numbers as they are.</param>
    /// <exception cref="FormatException">Not an example, or a feature that is missing or wrong: with record, byte and feature.</exception>
    public static RecordPicture Read(string file, TFRecord record, LabelMap? labels = null)
    {
        var example = ExampleRecord.Parse(file, record);
        if (Text(example, ExampleFeatures.Format) is "raw" or "RAW")
        {
            throw example.Error(ExampleFeatures.Format, "raw pixels, expected an encoded picture; write the records with JPEG or PNG");
        }

        return new RecordPicture
        {
            Name = Text(example, ExampleFeatures.FileName) ?? Text(example, ExampleFeatures.SourceId)
                ?? string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}#{record.Index}"),
            Encoded = example.SingleBytes(ExampleFeatures.Encoded).Memory,
            Objects = Objects(example, labels),
            File = file,
            Index = record.Index,
            Offset = record.Offset,
        };
    }

    private static List<GroundTruth> Objects(ExampleRecord example, LabelMap? labels)
    {
        var (ymin, xmin) = (Floats(example, ExampleFeatures.YMin), Floats(example, ExampleFeatures.XMin));
        var (ymax, xmax) = (Floats(example, ExampleFeatures.YMax), Floats(example, ExampleFeatures.XMax));
        var classes = Classes(example, labels);
        var difficult = Marks(example, ExampleFeatures.Difficult, ymin.Count);
        var crowd = Marks(example, ExampleFeatures.Crowd, ymin.Count);
        var group = Marks(example, ExampleFeatures.GroupOf, ymin.Count);
        Expect(example, ExampleFeatures.XMin, xmin.Count, ymin.Count);
        Expect(example, ExampleFeatures.YMax, ymax.Count, ymin.Count);
        Expect(example, ExampleFeatures.XMax, xmax.Count, ymin.Count);
        Expect(example, ExampleFeatures.ClassLabel, classes.Count, ymin.Count);
        var objects = new List<GroundTruth>(ymin.Count);
        for (var i = 0; i < ymin.Count; i++)
        {
            // Not a number compares as false, and is refused with the inverted ones.
            var box = new Box(ymin[i], xmin[i], ymax[i], xmax[i]);
            if (!(box.Height >= 0 && box.Width >= 0 && float.IsFinite(box.Area)))
            {
                throw example.Error(ExampleFeatures.YMin, FormattableString.Invariant(
                    $"object {i} (from 0) has the box [{box.YMin}, {box.XMin}, {box.YMax}, {box.XMax}], expected ymin <= ymax, xmin <= xmax"));
            }

            objects.Add(new GroundTruth(box, classes[i], difficult(i)) { Crowd = crowd(i), GroupOf = group(i) });
        }

        return objects;
    }

    /// <summary>Marks of the objects; a feature that is absent or empty marks none.</summary>
    private static Func<int, bool> Marks(ExampleRecord example, string name, int objects)
    {
        IReadOnlyList<long> marks = example.Has(name) ? example.Int64s(name) : [];
        Expect(example, name, marks.Count == 0 ? objects : marks.Count, objects);
        return place => marks.Count > 0 && marks[place] != 0;
    }

    private static List<int> Classes(ExampleRecord example, LabelMap? labels)
    {
        IReadOnlyList<string> texts = example.Has(ExampleFeatures.ClassText) ? example.Texts(ExampleFeatures.ClassText) : [];
        if (labels is not null && texts.Count > 0)
        {
            return [.. texts.Select(text => IdOf(labels, text) ?? throw example.Error(
                ExampleFeatures.ClassText,
                $"class '{text}' is not in the label map, which has {string.Join(", ", labels.Items.Select(item => item.Name))}"))];
        }

        IReadOnlyList<long> numbers = example.Has(ExampleFeatures.ClassLabel) ? example.Int64s(ExampleFeatures.ClassLabel) : [];
        return [.. numbers.Select(number => number is >= 1 and <= int.MaxValue && (labels is null || labels.NameOf((int)number) is not null)
            ? (int)number
            : throw example.Error(ExampleFeatures.ClassLabel, FormattableString.Invariant(
                $"class {number}, expected a number from 1{(labels is null ? "" : " that is in the label map")}")))];
    }

    private static int? IdOf(LabelMap labels, string text) =>
        labels.Items.Where(item => item.Name == text || item.DisplayName == text).Select(item => (int?)item.Id).Max();

    private static IReadOnlyList<float> Floats(ExampleRecord example, string name) => example.Has(name) ? example.Floats(name) : [];

    private static string? Text(ExampleRecord example, string name) =>
        example.Has(name) && example.Texts(name) is [{ Length: > 0 } text, ..] ? text : null;

    private static void Expect(ExampleRecord example, string name, int count, int boxes)
    {
        if (count != boxes)
        {
            throw example.Error(
                name, FormattableString.Invariant($"it has {count} values, expected {boxes} as '{ExampleFeatures.YMin}' has"));
        }
    }
}
