namespace DigitPipeline.Detection.Preprocessing;

/// <summary>Separable resizes of <c>[height, width, 3]</c> whose every target pixel is a weighted sum of source pixels.</summary>
internal static class TapResize
{
    private const int CubicSteps = 1024;
    private const float CubicSharpness = -.75f;

    /// <summary>Source pixels of one target pixel along an axis.</summary>
    public readonly record struct Tap(int Place, float Weight);

    /// <summary>Resizes with the taps of both axes.</summary>
    public static void Apply(ReadOnlySpan<float> source, int width, Tap[][] rows, Tap[][] columns, Span<float> target)
    {
        var line = new float[width * 3];
        for (var y = 0; y < rows.Length; y++)
        {
            Array.Clear(line);
            foreach (var (place, weight) in rows[y])
            {
                var from = source.Slice(place * width * 3, width * 3);
                for (var i = 0; i < line.Length; i++)
                {
                    line[i] += weight * from[i];
                }
            }

            for (var x = 0; x < columns.Length; x++)
            {
                var (red, green, blue) = (0f, 0f, 0f);
                foreach (var (place, weight) in columns[x])
                {
                    red += weight * line[place * 3];
                    green += weight * line[(place * 3) + 1];
                    blue += weight * line[(place * 3) + 2];
                }

                var to = ((y * columns.Length) + x) * 3;
                (target[to], target[to + 1], target[to + 2]) = (red, green, blue);
            }
        }
    }

    /// <summary>Taps of <see cref="ResizeKind.LegacyNearest"/>.</summary>
    public static Tap[][] Nearest(int from, int to) =>
        Axis(from, to, (place, scale) => [new Tap(Math.Min((int)MathF.Floor(place * scale), from - 1), 1)]);

    /// <summary>Taps of <see cref="ResizeKind.LegacyArea"/>.</summary>
    public static Tap[][] Area(int from, int to) => Axis(from, to, (place, scale) =>
    {
        var (start, end) = (place * scale, (place + 1) * scale);
        var first = (int)MathF.Floor(start);
        return [.. Enumerable.Range(first, (int)MathF.Ceiling(end) - first).Select(pixel =>
            new Tap(Math.Min(pixel, from - 1), Covered(pixel, start, end, scale) / scale))];
    });

    // What the target pixel covers of a source pixel. Where it lies within, that is its whole width: start and end are rounded, and far
    // from the axis' origin their difference is not.
    private static float Covered(int pixel, float start, float end, float scale) => (pixel < start, pixel + 1 > end) switch
    {
        (true, true) => scale,
        (true, false) => pixel + 1 - start,
        (false, true) => end - pixel,
        _ => 1,
    };

    /// <summary>Taps of <see cref="ResizeKind.LegacyBicubic"/>.</summary>
    public static Tap[][] Bicubic(int from, int to) => Axis(from, to, (place, scale) =>
    {
        var position = place * scale;
        var lower = (int)MathF.Floor(position);
        var step = (int)MathF.Round((position - lower) * CubicSteps);
        return [.. Enumerable.Range(-1, 4).Select(tap => new Tap(
            Math.Clamp(lower + tap, 0, from - 1), Cubic(Math.Abs(((float)step / CubicSteps) - tap))))];
    });

    private static Tap[][] Axis(int from, int to, Func<int, float, Tap[]> taps)
    {
        var scale = (float)from / to;
        return [.. Enumerable.Range(0, to).Select(place => taps(place, scale))];
    }

    private static float Cubic(float x) => x <= 1
        ? ((((CubicSharpness + 2) * x) - (CubicSharpness + 3)) * x * x) + 1
        : ((((((CubicSharpness * x) - (5 * CubicSharpness)) * x) + (8 * CubicSharpness)) * x) - (4 * CubicSharpness));
}
