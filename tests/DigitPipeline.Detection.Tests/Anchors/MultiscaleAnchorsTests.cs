using System.Runtime.InteropServices;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.Anchors;

namespace DigitPipeline.Detection.Tests.Anchors;

public class MultiscaleAnchorsTests
{
    private static readonly MultiscaleAnchors Original = new(3, 7, 4, [1, 2, .5f], 2);

    [Theory]
    [InlineData(128, 128)]
    [InlineData(192, 320)]
    [InlineData(256, 256)]
    [InlineData(300, 300)]
    [InlineData(320, 320)]
    [InlineData(640, 640)]
    public void Anchors_are_those_of_the_original(int height, int width)
    {
        var anchors = MemoryMarshal.Cast<Box, float>(Original.Generate(height, width));
        Assert.True(Golden.Distance(Golden.Floats(FormattableString.Invariant($"targets/anchors_{height}x{width}.npy")), anchors) <= 1e-6);
    }

    [Fact]
    public void Counts_sums_and_places_of_anchors_are_those_of_the_original_for_every_size()
    {
        var sizes = Golden.Json("targets/anchors.json").EnumerateObject().Where(entry => entry.Value.ValueKind == System.Text.Json.JsonValueKind.Object).ToList();
        Assert.Equal(8, sizes.Count);
        foreach (var size in sizes)
        {
            var sides = size.Name.Split('x').Select(side => int.Parse(side, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            var anchors = MemoryMarshal.Cast<Box, float>(Original.Generate(sides[0], sides[1])).ToArray();
            var counts = size.Value.GetProperty("per_level").EnumerateArray().Select(count => count.GetInt32()).ToArray();
            Assert.Equal(counts.Sum(), anchors.Length / 4);
            Assert.Equal(size.Value.GetProperty("sum").GetDouble(), anchors.Sum(value => (double)value), 1e-6 * anchors.Length);
            Assert.Equal(size.Value.GetProperty("abs_sum").GetDouble(), anchors.Sum(value => Math.Abs((double)value)), 1e-6 * anchors.Length);
            Rows("first6", Enumerable.Range(0, 6));
            Rows("last6", Enumerable.Range((anchors.Length / 4) - 6, 6));
            Rows("level_first", counts.Select((_, level) => counts[..level].Sum()));
            Rows("sample", Enumerable.Range(0, anchors.Length / 4).Where(row => row % size.Value.GetProperty("sample_every").GetInt32() == 0));

            void Rows(string name, IEnumerable<int> rows) => Assert.True(Golden.Distance(
                [.. size.Value.GetProperty(name).EnumerateArray().SelectMany(row => row.Floats())],
                [.. rows.SelectMany(row => anchors[(4 * row)..((4 * row) + 4)])]) <= 1e-6, $"{size.Name} {name}");
        }
    }

    [Fact]
    public void A_full_size_input_has_51150_anchors() => Assert.Equal(51150, Original.Generate(640, 640).Length);
}
