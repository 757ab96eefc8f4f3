using System.Security.Cryptography;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Layout;
using DigitPipeline.Formats.PascalVoc;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Rules.Inspection;

/// <summary>What the rules need to know of a picture and its annotation, without the pixels.</summary>
internal sealed record InspectedPicture(DataSetPicture Source)
{
    /// <summary>Format and size; null where the header cannot be read.</summary>
    public PictureHeader? Header { get; private init; }

    /// <summary>SHA-256 of the file; null where it cannot be read.</summary>
    public string? FileDigest { get; private init; }

    /// <summary>SHA-256 of size and pixels, which is the same for copies in other formats; null where they cannot be decoded.</summary>
    public string? PixelDigest { get; private init; }

    /// <summary>The orientation mark: 1 for upright, up to 8.</summary>
    public int Orientation { get; private init; } = 1;

    /// <summary>Why the picture cannot be decoded, or null.</summary>
    public FormatException? Damage { get; private init; }

    /// <summary>The annotation; null where there is none or it cannot be read.</summary>
    public VocAnnotation? Annotation { get; private init; }

    /// <summary>Why the annotation cannot be understood, or null.</summary>
    public FormatException? AnnotationDamage { get; private init; }

    /// <summary>Files that could not be read at all, and why.</summary>
    public IReadOnlyList<(string File, string Reason)> Unreadable { get; private init; } = [];

    /// <summary>The annotation's file name, where there is one.</summary>
    public string AnnotationFile => Source.AnnotationFile ?? Source.File;

    /// <summary>Reads, checks and decodes everything.</summary>
    public static InspectedPicture Of(DataSetPicture source)
    {
        var unreadable = new List<(string, string)>();
        var inspected = new InspectedPicture(source) { Unreadable = unreadable };
        if (SourceFile.Read(source.Path, source.File, unreadable) is { } picture)
        {
            inspected = WithPicture(inspected, picture);
        }

        return source.AnnotationPath is { } path && SourceFile.Read(path, source.AnnotationFile!, unreadable) is { } xml
            ? WithAnnotation(inspected, xml)
            : inspected;
    }

    private static InspectedPicture WithPicture(InspectedPicture inspected, byte[] bytes)
    {
        var name = inspected.Source.File;
        inspected = inspected with { FileDigest = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        try
        {
            inspected = inspected with { Header = PictureHeader.Read(bytes, name) };
            var image = ImageDecoder.Decode(bytes, name, out var orientation);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(BitConverter.GetBytes(image.Width));
            hash.AppendData(image.Pixels);
            return inspected with { Orientation = orientation, PixelDigest = Convert.ToHexStringLower(hash.GetHashAndReset()) };
        }
        catch (FormatException damage)
        {
            return inspected with { Damage = damage };
        }
    }

    private static InspectedPicture WithAnnotation(InspectedPicture inspected, byte[] bytes)
    {
        try
        {
            return inspected with { Annotation = VocAnnotation.Parse(bytes, inspected.AnnotationFile) };
        }
        catch (FormatException damage)
        {
            return inspected with { AnnotationDamage = damage };
        }
    }
}
