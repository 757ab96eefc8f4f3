using DigitPipeline.Datasets.Augmentation;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Synthesis;
using DigitPipeline.Detection.Training;

namespace DigitPipeline.Detection.Tests.Training;

public class MixedSourceTests
{
    private static readonly Lazy<GlyphLibrary> Glyphs = new(() => GlyphLibrary.Load(GlyphFolder()));

    [Fact]
    public void A_sample_is_the_same_in_any_order_and_from_any_thread()
    {
        var forth = Source(.5);
        var back = Source(.5);
        var expected = Enumerable.Range(0, 24).Select(i => Digest(forth.Sample(i / 4, i % 4, 48, 64))).ToArray();
        var actual = new string[24];
        Parallel.For(0, 24, i => actual[23 - i] = Digest(back.Sample((23 - i) / 4, (23 - i) % 4, 48, 64)));
        Assert.Equal(expected, actual);
        Assert.Equal(24, expected.Distinct().Count());
    }

    [Fact]
    public void Another_seed_gives_other_samples() =>
        Assert.NotEqual(Digest(Source(.5, 1).Sample(3, 0, 48, 64)), Digest(Source(.5, 2).Sample(3, 0, 48, 64)));

    [Fact]
    public void Samples_have_the_size_asked_for()
    {
        var source = Source(.5);
        foreach (var (height, width) in new[] { (32, 64), (96, 48) })
        {
            Assert.All(Enumerable.Range(0, 12).Select(i => source.Sample(i, 0, height, width).Image), image =>
                Assert.Equal((height, width), (image.Height, image.Width)));
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(.8, 140, 180)]
    [InlineData(1, 200, 200)]
    public void Scenes_have_their_share(double rate, int least, int most) =>
        Assert.InRange(Enumerable.Range(0, 200).Count(i => Source(rate).Sample(i, 1, 32, 32).Name.StartsWith("scene-", StringComparison.Ordinal)), least, most);

    [Fact]
    public void All_pictures_take_their_turn()
    {
        var pictures = Enumerable.Range(0, 5).Select(i => Picture(30, 40, FormattableString.Invariant($"{i}"))).ToList();
        var source = new MixedSource(pictures, new AugmentationOptions(), null, new SceneOptions(), 0, 1);
        Assert.Equal(5, Enumerable.Range(0, 60).Select(i => source.Sample(i, 0, 32, 32).Name).Distinct().Count());
    }

    [Fact]
    public void A_large_picture_is_kept_at_twice_the_input_and_a_small_one_as_it_is()
    {
        var large = MixedSource.Reduce(Picture(600, 800), 64, 96);
        Assert.Equal((144, 192), (large.Image.Height, large.Image.Width));
        Assert.Equal(new Box(.2f, .2f, .8f, .6f), Assert.Single(large.Objects).Box);
        Assert.True(large.Image.Pixels[(((72 * 192) + 77) * 3) + 1] > 190);
        var small = Picture(100, 150);
        Assert.Same(small, MixedSource.Reduce(small, 64, 96));
    }

    [Fact]
    public void What_the_share_of_scenes_needs_must_be_there()
    {
        Assert.Contains("annotated picture", Refusal(() => new MixedSource([], new(), Glyphs.Value, new(), .9, 1)));
        Assert.Contains("glyphs", Refusal(() => new MixedSource([Picture(30, 40)], new(), null, new(), .1, 1)));
        Assert.Contains("1.5", Refusal(() => new MixedSource([Picture(30, 40)], new(), Glyphs.Value, new(), 1.5, 1)));

        static string Refusal(Func<MixedSource> make) => Assert.Throws<ArgumentException>(make).Message;
    }

    private static MixedSource Source(double rate, ulong seed = 1) =>
        new([Picture(60, 80), Picture(90, 50)], new AugmentationOptions(), Glyphs.Value, new SceneOptions(), rate, seed);

    private static AnnotatedImage Picture(int height, int width, string name = "picture")
    {
        var pixels = new byte[height * width * 3];
        for (var y = height * 2 / 10; y < height * 8 / 10; y++)
        {
            pixels.AsSpan(((y * width) + (width * 2 / 10)) * 3, width * 4 / 10 * 3).Fill(200);
        }

        return new AnnotatedImage(name, new RgbImage(width, height, pixels), [new GroundTruth(new Box(.2f, .2f, .8f, .6f), 3)]);
    }

    private static string Digest(AnnotatedImage sample) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(sample.Image.Pixels)) + string.Join(" ", sample.Objects);

    private static string GlyphFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "data", "glyphs", "faces.tsv")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(Assert.IsType<DirectoryInfo>(folder).FullName, "data", "glyphs");
    }
}
