using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Layout;
using DigitPipeline.Formats.PascalVoc;

namespace DigitPipeline.Datasets.Tests;

/// <summary>A data set in a folder of its own, with the classes 1 to 9 and 0 (id 10), that is gone with the test.</summary>
internal sealed class TestDataSet : IDisposable
{
    public TestDataSet()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Folder, "train"));
        Write("label_map.pbtxt", string.Concat(Enumerable.Range(1, 10).Select(id => $"item {{\n  id: {id}\n  name: '{id % 10}'\n}}\n")));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("data-set-").FullName;

    /// <summary>A box as test data give it: class, left, top, right, bottom.</summary>
    public static VocObject Object(string name, double xmin = 2, double ymin = 3, double xmax = 12, double ymax = 13) =>
        new(name, xmin, ymin, xmax, ymax);

    public DataSet Open() => DataSet.Open(Folder);

    public string Path(string file) => System.IO.Path.Combine(Folder, file);

    public void Write(string file, string text) => Write(file, System.Text.Encoding.UTF8.GetBytes(text));

    public void Write(string file, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(file))!);
        File.WriteAllBytes(Path(file), bytes);
    }

    /// <summary>A PNG of 32 x 24 pixels; another seed, another picture.</summary>
    public TestDataSet Picture(string file, int seed)
    {
        Write(file, ImageEncoder.Png(TestPictures.Gradient(32, 24, seed)));
        return this;
    }

    /// <summary>An annotation of a 32 x 24 picture beside it.</summary>
    public TestDataSet Annotation(string picture, params VocObject[] objects)
    {
        Write(System.IO.Path.ChangeExtension(picture, ".xml"), Voc(System.IO.Path.GetFileName(picture), objects).ToBytes());
        return this;
    }

    /// <summary>A picture with its annotation.</summary>
    public TestDataSet Annotated(string picture, int seed, params VocObject[] objects) => Picture(picture, seed).Annotation(picture, objects);

    /// <summary>One picture with all ten classes, so that no class is without an example.</summary>
    public TestDataSet AllClasses(string picture = "train/all.png", int seed = 100) =>
        Annotated(picture, seed, [.. Enumerable.Range(0, 10).Select(digit => Object(FormattableString.Invariant($"{digit}"), digit, 1, digit + 8, 12))]);

    public static VocAnnotation Voc(string fileName, IReadOnlyList<VocObject> objects, int width = 32, int height = 24) =>
        new() { FileName = fileName, Width = width, Height = height, Objects = objects };

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
