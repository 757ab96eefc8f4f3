using DigitPipeline.Datasets.Images;
using DigitPipeline.Evaluation.Pictures;
using DigitPipeline.Formats;

namespace DigitPipeline.Cli.Prediction;

/// <summary>Copies of pictures with boxes drawn in. The pictures themselves are never touched.</summary>
internal sealed class PaintedCopies(string folder, Func<int, string> className)
{
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes a copy, as PNG; pictures of the same name get a number.</summary>
    /// <returns>Its path.</returns>
    public string Write(ReadPicture picture)
    {
        var stem = Path.GetFileNameWithoutExtension(picture.Prediction.File);
        var name = stem;
        for (var number = 2; !names.Add(name); number++)
        {
            name = FormattableString.Invariant($"{stem}-{number}");
        }

        var path = Path.Combine(folder, name + ".png");
        if (Path.GetFullPath(path) == Path.GetFullPath(picture.Prediction.File))
        {
            path = Path.Combine(folder, name + "-digits.png");
        }

        WholeFile.Write(path, ImageEncoder.Png(DetectionPainter.Paint(picture.Image, picture.Objects, className)));
        return path;
    }
}
