using System.Globalization;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Records;

/// <summary>A picture of a record, still encoded, and what is on it.</summary>
public sealed class RecordPicture
{
    /// <summary>Name of the picture: <c>image/filename</c>, else <c>image/source_id</c>, else file and number of the record.</summary>
    public required string Name { get; init; }

    /// <summary>The picture's file: JPEG, PNG, BMP, GIF or WebP.</summary>
    public required ReadOnlyMemory<byte> Encoded { get; init; }

    /// <summary>The objects in the record's order, boxes normalised.</summary>
    public required IReadOnlyList<GroundTruth> Objects { get; init; }

    /// <summary>The record file.</summary>
    public required string File { get; init; }

    /// <summary>Number of the record in its file, from 0.</summary>
    public required long Index { get; init; }

    /// <summary>Where the record's header starts in its (decompressed) file.</summary>
    public required long Offset { get; init; }

    /// <summary>Decodes the picture.</summary>
    /// <exception cref="FormatException">The picture is damaged; the error names record file, number and byte.</exception>
    public AnnotatedImage Decode()
    {
        try
        {
            return new AnnotatedImage(Name, ImageDecoder.Decode(Encoded, Name), Objects);
        }
        catch (FormatException damaged)
        {
            throw FormatException.InBytes(
                File,
                Offset,
                string.Create(
                    CultureInfo.InvariantCulture, $"record {Index} (from 0), feature '{ExampleFeatures.Encoded}': {damaged.Message}"),
                damaged);
        }
    }
}
