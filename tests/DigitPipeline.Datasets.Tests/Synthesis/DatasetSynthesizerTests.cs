using DigitPipeline.Datasets.Synthesis;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.PascalVoc;
using SkiaSharp;

namespace DigitPipeline.Datasets.Tests.Synthesis;

public sealed class DatasetSynthesizerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("synthesize").FullName;

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var (one, two) = (Path.Combine(folder, "one"), Path.Combine(folder, "two"));
        DatasetSynthesizer.Write(one, 3, 2, 11, Library.Glyphs, cancellation: TestContext.Current.CancellationToken);
        DatasetSynthesizer.Write(two, 3, 2, 11, Library.Glyphs, cancellation: TestContext.Current.CancellationToken);
        var files = Files(one);
        Assert.Equal(11, files.Count);
        Assert.Equal(files, Files(two));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(one, file)), File.ReadAllBytes(Path.Combine(two, file))));
    }

    [Fact]
    public void A_folder_that_holds_pictures_already_is_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(folder, "test"));
        File.WriteAllText(Path.Combine(folder, "test", "mine.txt"), "mine");
        var error = Assert.Throws<IOException>(() => DatasetSynthesizer.Write(folder, 1, 1, 1, Library.Glyphs, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("not empty", error.Message, StringComparison.Ordinal);
        Assert.Equal(["mine.txt"], Directory.GetFiles(Path.Combine(folder, "test")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("train", 300)]
    [InlineData("test", 60)]
    public void The_committed_data_set_has_an_annotation_beside_each_picture_with_its_size_and_known_names(string part, int least)
    {
        var names = LabelMap.Read(Path.Combine(Library.Data, "digits", "label_map.pbtxt"));
        var annotations = Directory.GetFiles(Path.Combine(Library.Data, "digits", part), "*.xml");
        Assert.True(annotations.Length >= least);
        foreach (var path in annotations)
        {
            var annotation = VocAnnotation.Read(path);
            var size = SKBitmap.DecodeBounds(Path.Combine(Path.GetDirectoryName(path)!, annotation.FileName));
            Assert.Equal((size.Width, size.Height), (annotation.Width, annotation.Height));
            Assert.NotEmpty(annotation.Objects);
            Assert.All(annotation.Objects, o => Assert.True(
                names.IdOf(o.Name) is not null && o.XMin >= 1 && o.YMin >= 1 && o.XMin < o.XMax && o.YMin < o.YMax && o.XMax <= size.Width && o.YMax <= size.Height, path));
        }
    }

    [Fact]
    public void The_committed_data_set_is_small_enough_for_a_clone()
    {
        var bytes = Directory.EnumerateFiles(Path.Combine(Library.Data, "digits"), "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.True(bytes <= 15_000_000, $"{bytes} bytes");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static List<string> Files(string root) =>
        [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal)];
}
