using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Formats;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.PascalVoc;

namespace DigitPipeline.Datasets.Synthesis;

/// <summary>
/// Writes a data set of generated scenes: <c>train/</c> and <c>test/</c> with pictures and an annotation beside each in LabelImg's
/// layout, and <c>label_map.pbtxt</c>. The same seed and counts give the same bytes.
/// </summary>
public static class DatasetSynthesizer
{
    private const int LargestPng = 40_000;

    /// <summary>What the scenes of a data set look like: of natural size, each digit large enough for a person to read at a glance.</summary>
    public static SceneOptions Options { get; } = new()
    {
        Width = 0,
        Height = 0,
        MinSide = 215,
        MaxSide = 330,
        MinAspect = 1,
        MaxAspect = 2.1,
        MaxDigits = 11,
        MinDigitHeight = .16,
        MaxDigitHeight = .5,
        MinDigitPixels = 44,
        MinContrast = 170,
        MinVisible = 1,
        HandwritingShare = .03,
        PenShare = .08,
        PlainShare = .98,
        ClutterShare = .04,
        BadgeShare = .01,
        PerspectiveShare = .08,
        CleanShare = .7,
        BlurShare = .06,
        LightShare = .15,
        NoiseShare = .2,
        PlainFaces = true,
        TouchingShare = .04,
        MaxOverlap = .02,
        MaxGroundSpread = 50,
        MinJpegQuality = 60,
    };

    /// <summary>Writes a data set.</summary>
    /// <param name="outputDir">Folder to fill; made where it is missing.</param>
    /// <param name="trainCount">Pictures for training.</param>
    /// <param name="testCount">Pictures for evaluation, of glyphs and backgrounds that no picture for training has.</param>
    /// <param name="seed">Another seed gives other pictures.</param>
    /// <param name="library">The glyphs.</param>
    /// <param name="progress">Told of each finished picture with the number of finished ones.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="IOException">The folder holds <c>train/</c> or <c>test/</c> already, or cannot be written.</exception>
    public static void Write(
        string outputDir, int trainCount, int testCount, ulong seed, GlyphLibrary library, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        foreach (var part in (string[])["train", "test"])
        {
            var folder = Path.Combine(outputDir, part);
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            {
                throw new IOException($"{folder} is not empty: give a new folder, or remove this one.");
            }

            Directory.CreateDirectory(folder);
        }

        var generator = new SceneGenerator(library, Options);
        var done = 0;
        Parallel.For(0, trainCount + testCount, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var (part, split, index) = i < trainCount ? ("train", GlyphSplit.Train, i) : ("test", GlyphSplit.Test, i - trainCount);
            WriteScene(Path.Combine(outputDir, part), part, index, Generate(generator, seed, index, split), CounterRandom.For(seed, "storage", i));
            progress?.Report(Interlocked.Increment(ref done));
        });
        new LabelMap(Enumerable.Range(1, 10).Select(id => new LabelMapItem(id, Name(id)))).Write(Path.Combine(outputDir, "label_map.pbtxt"));
    }

    // A scene may come out without digits, as when all its cells hold letters: the next of its numbers that has some is taken.
    private static AnnotatedImage Generate(SceneGenerator generator, ulong seed, int index, GlyphSplit split)
    {
        const long Stride = 1_000_000;
        for (long number = index; ; number += Stride)
        {
            if (generator.Generate(seed, number, split) is { Objects.Count: > 0 } scene)
            {
                return scene;
            }
        }
    }

    private static void WriteScene(string folder, string part, int index, AnnotatedImage scene, CounterRandom random)
    {
        var png = random.Chance(.25) ? ImageEncoder.Png(scene.Image) : [];
        var isPng = png.Length is > 0 and < LargestPng;
        var name = FormattableString.Invariant($"scene-{index + 1:0000}");
        var file = name + (isPng ? ".png" : ".jpg");
        WholeFile.Write(Path.Combine(folder, file), isPng ? png : ImageEncoder.Jpeg(scene.Image, random.Next(78, 93)));
        new VocAnnotation
        {
            Folder = part,
            FileName = file,
            Path = file,
            Width = scene.Image.Width,
            Height = scene.Image.Height,
            Objects = [.. scene.Objects.Select(annotated => Annotate(annotated.Box.Scale(scene.Image.Height, scene.Image.Width), annotated.ClassId, scene.Image))],
        }.Write(Path.Combine(folder, name + ".xml"));
    }

    // LabelImg counts pixels from 1 and marks boxes at the picture's edge as truncated.
    private static VocObject Annotate(Geometry.Box box, int classId, RgbImage image)
    {
        double left = Math.Max(1, Math.Round(box.XMin)), top = Math.Max(1, Math.Round(box.YMin));
        double right = Math.Min(image.Width, Math.Round(box.XMax)), bottom = Math.Min(image.Height, Math.Round(box.YMax));
        var truncated = left <= 1 || top <= 1 || right >= image.Width || bottom >= image.Height;
        return new(Name(classId), left, top, right, bottom, Truncated: truncated);
    }

    private static string Name(int classId) => FormattableString.Invariant($"{classId % 10}");
}
