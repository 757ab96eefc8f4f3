namespace DigitPipeline.Detection.Preprocessing;

/// <summary>
/// <c>tf.compat.v1.image.resize_images</c> without aligned corners, bit for bit: source = target * (in / out), in float32.
/// </summary>
public static class LegacyBilinearResize
{
    /// <summary>Resizes <c>[height, width, 3]</c>.</summary>
    public static void Apply(ReadOnlySpan<float> source, int height, int width, int toHeight, int toWidth, Span<float> target)
    {
        var rows = Places(height, toHeight);
        var columns = Places(width, toWidth);
        for (var y = 0; y < toHeight; y++)
        {
            var upper = source.Slice(rows[y].Lower * width * 3, width * 3);
            var lower = source.Slice(rows[y].Upper * width * 3, width * 3);
            for (var x = 0; x < toWidth; x++)
            {
                var (left, right, fraction) = columns[x];
                for (var channel = 0; channel < 3; channel++)
                {
                    var top = upper[(left * 3) + channel] + ((upper[(right * 3) + channel] - upper[(left * 3) + channel]) * fraction);
                    var bottom = lower[(left * 3) + channel] + ((lower[(right * 3) + channel] - lower[(left * 3) + channel]) * fraction);
                    target[(((y * toWidth) + x) * 3) + channel] = top + ((bottom - top) * rows[y].Fraction);
                }
            }
        }
    }

    private static (int Lower, int Upper, float Fraction)[] Places(int from, int to)
    {
        var scale = (float)from / to;
        return [.. Enumerable.Range(0, to).Select(place =>
        {
            var position = place * scale;
            var lower = (int)MathF.Floor(position);
            return (Math.Min(lower, from - 1), Math.Min(lower + 1, from - 1), position - lower);
        })];
    }
}
