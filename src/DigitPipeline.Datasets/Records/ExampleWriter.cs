using DigitPipeline.Datasets.Images;
using DigitPipeline.Formats.Example;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.PascalVoc;
using Google.Protobuf;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Records;

/// <summary>
/// Makes a <c>tf.train.Example</c> of a picture with the twelve features that the original project's generate_tfrecord.py writes:
/// the file's own bytes, coordinates divided by the picture's size in float32 and not clipped, and no marks for difficult or truncated
/// objects. Three things are set right: the size is the picture's own and not the annotation's, fractions of pixels are kept, and
/// <c>image/format</c> says what the bytes are (there it is always <c>jpg</c>).
/// </summary>
internal static class ExampleWriter
{
    /// <summary>The example.</summary>
    /// <param name="name">Name of the picture, for <c>image/filename</c> and <c>image/source_id</c>.</param>
    /// <param name="encoded">The picture's file; the example holds this memory and no copy.</param>
    /// <param name="header">Its format and size.</param>
    /// <param name="annotation">What is on it.</param>
    /// <param name="annotationFile">The annotation's name in errors.</param>
    /// <param name="labels">The classes.</param>
    /// <exception cref="FormatException">A class that is not in the label map, with the line of the object.</exception>
    public static Example Write(
        string name, ReadOnlyMemory<byte> encoded, PictureHeader header, VocAnnotation annotation, string annotationFile, LabelMap labels)
    {
        var objects = annotation.Objects;
        return new Example
        {
            Features = new Features
            {
                Feature =
                {
                    [ExampleFeatures.Height] = Int64s([header.Height]),
                    [ExampleFeatures.Width] = Int64s([header.Width]),
                    [ExampleFeatures.FileName] = Texts([name]),
                    [ExampleFeatures.SourceId] = Texts([name]),
                    [ExampleFeatures.Encoded] = Bytes([UnsafeByteOperations.UnsafeWrap(encoded)]),
                    [ExampleFeatures.Format] = Texts([header.Format.RecordName()]),
                    [ExampleFeatures.XMin] = Floats(objects.Select(item => item.XMin / header.Width)),
                    [ExampleFeatures.XMax] = Floats(objects.Select(item => item.XMax / header.Width)),
                    [ExampleFeatures.YMin] = Floats(objects.Select(item => item.YMin / header.Height)),
                    [ExampleFeatures.YMax] = Floats(objects.Select(item => item.YMax / header.Height)),
                    [ExampleFeatures.ClassText] = Texts(objects.Select(item => item.Name)),
                    [ExampleFeatures.ClassLabel] = Int64s(objects.Select(item => (long)Id(item, annotationFile, labels))),
                },
            },
        };
    }

    private static int Id(VocObject item, string file, LabelMap labels) => labels.IdOf(item.Name) ?? throw FormatException.InText(
        file, Math.Max(1, item.Line), 1,
        $"class '{item.Name}' is not in the label map, which has {string.Join(", ", labels.Items.Select(label => label.Name))}; "
        + "correct the one or the other");

    private static Feature Int64s(IEnumerable<long> values) => new() { Int64List = new Int64List { Value = { values } } };

    private static Feature Floats(IEnumerable<double> values) =>
        new() { FloatList = new FloatList { Value = { values.Select(value => (float)value) } } };

    private static Feature Texts(IEnumerable<string> values) => Bytes(values.Select(ByteString.CopyFromUtf8));

    private static Feature Bytes(IEnumerable<ByteString> values) => new() { BytesList = new BytesList { Value = { values } } };
}
