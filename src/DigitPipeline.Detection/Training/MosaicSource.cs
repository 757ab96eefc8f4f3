using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Detection.Augmentation;
using DigitPipeline.Detection.Preprocessing;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// Joins four samples to one, two by two, and takes a window of them (the mosaic of YOLOv4, Bochkovskiy et al. 2020): more and smaller
/// objects in one picture, in surroundings that are not their own. May be used from several threads.
/// </summary>
/// <param name="source">Where the samples come from.</param>
/// <param name="share">Share of samples that are mosaics, in [0, 1].</param>
/// <param name="minVisible">Least part of a box in the window for it to count as an object, in [0, 1].</param>
/// <param name="minBoxHeight">Least height of such a box, as a part of the window's.</param>
/// <param name="seed">Another seed gives other mosaics.</param>
public sealed class MosaicSource(ITrainingSource source, double share, float minVisible, float minBoxHeight, ulong seed) : ITrainingSource
{
    // Samples for the tiles are asked for beyond the places of any batch.
    private const int TileStride = 1 << 20;

    // A tile's sides by the window's: the window sees between a third and all of a tile's height and width.
    private const int TileParts = 3;
    private const int WindowParts = 4;

    /// <inheritdoc />
    public AnnotatedImage Sample(long step, int sample, int height, int width) =>
        Draw(step, sample) is { } random ? Join(random, step, sample, height, width) : source.Sample(step, sample, height, width);

    /// <inheritdoc />
    public IReadOnlyList<GroundTruth> Fill(long step, int sample, int height, int width, PictureInput input, Span<float> target)
    {
        if (Draw(step, sample) is not { } random) return source.Fill(step, sample, height, width, input, target);
        var picture = Join(random, step, sample, height, width);
        (input with { Aspect = null }).Fill(picture.Image, height, width, target);
        return picture.Objects;
    }

    private CounterRandom? Draw(long step, int sample)
    {
        var random = CounterRandom.For(seed, "mosaic", step, sample);
        return random.Chance(share) ? random : null;
    }

    private AnnotatedImage Join(CounterRandom random, long step, int sample, int height, int width)
    {
        var (high, wide) = (Tile(height), Tile(width));
        var (top, left) = (random.Next((2 * high) - height + 1), random.Next((2 * wide) - width + 1));
        var (pixels, objects) = (new byte[height * width * 3], new List<GroundTruth>());
        for (var i = 0; i < 4; i++)
        {
            var tile = source.Sample(step, sample + ((i + 1) * TileStride), high, wide);
            var (y, x) = ((i / 2 * high) - top, (i % 2 * wide) - left);
            Copy(tile.Image, y, x, height, width, pixels);
            objects.AddRange(Seen(tile.Objects, new Box(-(float)y / high, -(float)x / wide, (float)(height - y) / high, (float)(width - x) / wide)));
        }

        return new AnnotatedImage(FormattableString.Invariant($"mosaic {step}-{sample}"), new RgbImage(width, height, pixels), objects);
    }

    // Half the window at least, so that four tiles fill it.
    private static int Tile(int side) => Math.Max(side * TileParts / WindowParts, (side + 1) / 2);

    private static void Copy(RgbImage tile, int y, int x, int height, int width, byte[] pixels)
    {
        var (first, last) = (Math.Max(0, x), Math.Min(width, x + tile.Width));
        for (var row = Math.Max(0, y); row < Math.Min(height, y + tile.Height) && first < last; row++)
        {
            tile.Pixels.AsSpan((((row - y) * tile.Width) + first - x) * 3, (last - first) * 3).CopyTo(pixels.AsSpan(((row * width) + first) * 3));
        }
    }

    // What is cut or shrunk too far is neither an object nor background. The tile's own part of the window bounds its boxes.
    private IEnumerable<GroundTruth> Seen(IReadOnlyList<GroundTruth> objects, Box window)
    {
        var part = window.Clip();
        foreach (var item in objects)
        {
            var visible = item.Box.Intersect(part);
            if (!(visible.Height > 0 && visible.Width > 0)) continue;
            var box = BoxWindow.Reframe(visible, window).Clip();
            var counts = BoxWindow.Covered(item.Box, part) >= minVisible && box.Height >= minBoxHeight;
            yield return item with { Box = box, Weight = counts ? item.Weight : 0 };
        }
    }
}
