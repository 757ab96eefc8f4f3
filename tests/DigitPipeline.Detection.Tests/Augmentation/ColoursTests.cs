using System.Globalization;
using DigitPipeline.Detection.Augmentation;

namespace DigitPipeline.Detection.Tests.Augmentation;

public class ColoursTests
{
    [Fact]
    public void Every_change_of_colour_gives_the_original_s_values()
    {
        var files = Directory.GetFiles(Golden.Path("augmentation"), "colour_*.npy").Select(path => Path.GetFileName(path))
            .Where(file => !file.Contains("source", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(21, files.Count);
        foreach (var file in files)
        {
            var isRandom = file.StartsWith("colour_random", StringComparison.Ordinal);
            var source = OriginalPictures.Read($"augmentation/colour_{(isRandom ? "random_" : "")}source_8x12.npy");
            var name = Path.GetFileNameWithoutExtension(file)[(isRandom ? "colour_random_" : "colour_").Length..];
            var expected = Golden.Floats("augmentation/" + file);
            float[] channels = expected.Length == source.Values.Length ? expected : [.. expected.SelectMany(grey => new[] { grey, grey, grey })];
            var off = Golden.Distance(channels, Change(source, name).Values);
            Assert.True(off <= 1e-3, $"{file}: off by {off}");
        }
    }

    private static AugmentedPicture Change(AugmentedPicture picture, string name)
    {
        if (name == "rgb_to_gray")
        {
            return Colours.Grey(picture);
        }

        var (kind, amount) = (name.Split('_')[0], float.Parse(name.Split('_')[1], CultureInfo.InvariantCulture));
        return kind switch
        {
            "brightness" => Colours.Brighten(picture, amount),
            "contrast" => Colours.Contrast(picture, amount),
            "hue" => Colours.TurnHue(picture, amount),
            _ => Colours.Saturate(picture, amount),
        };
    }
}
