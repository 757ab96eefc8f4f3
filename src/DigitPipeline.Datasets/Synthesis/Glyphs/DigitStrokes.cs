using System.Numerics;

namespace DigitPipeline.Datasets.Synthesis.Glyphs;

/// <summary>
/// How people write the digits: each way is a list of strokes, each stroke a list of points in a unit square (x right, y down)
/// that a smooth curve passes through. Corners are where one stroke ends and the next begins.
/// </summary>
internal static class DigitStrokes
{
    private static readonly string[][] Ways =
    [
        [".5,0 .2,.12 .05,.5 .2,.88 .5,1 .8,.88 .95,.5 .8,.12 .48,0", ".6,.03 .3,.05 .06,.35 .1,.8 .45,1 .85,.8 .93,.4 .75,.1 .45,.02", ".4,.04 .1,.3 .08,.7 .4,.98 .8,.8 .92,.4 .7,.05 .35,.08"],
        [".5,0 .5,.5 .5,1", ".25,.24 .4,.12 .55,0|.55,0 .55,.5 .55,1", ".3,.18 .55,0|.55,0 .55,1|.28,1 .82,1", ".56,0 .5,.5 .44,1"],
        [".1,.25 .3,.04 .6,.02 .82,.2 .75,.42 .45,.7 .08,1|.08,1 .5,.98 .92,1", ".12,.22 .4,0 .75,.12 .75,.4 .4,.75 .12,.93 .2,.84 .45,.9 .7,1 .95,.92", ".08,.12 .5,0 .85,.15 .78,.4 .1,1|.1,1 .9,1"],
        [".12,.12 .45,0 .8,.14 .72,.36 .4,.47|.4,.47 .8,.58 .85,.82 .5,1 .08,.88", ".1,.02 .8,.02|.8,.02 .42,.4|.42,.4 .8,.5 .88,.76 .55,1 .1,.9", ".15,.1 .5,0 .78,.2 .4,.46 .85,.65 .75,.92 .4,1 .1,.92"],
        [".35,0 .22,.3 .06,.64|.06,.64 .5,.63 .95,.63|.68,.3 .66,1", ".68,0 .38,.36 .05,.7|.05,.7 .97,.7|.68,0 .68,1", ".15,.02 .12,.5|.12,.5 .5,.53 .85,.5|.8,0 .8,1", ".6,0 .05,.62|.05,.62 .95,.6|.7,.25 .6,1"],
        [".22,.02 .16,.45|.16,.45 .5,.36 .85,.52 .84,.84 .5,1 .1,.92|.22,.02 .85,.02", ".85,0 .25,.03|.25,.03 .18,.42|.18,.42 .55,.38 .9,.65 .65,.97 .1,.95", ".8,.03 .3,0 .2,.4 .6,.4 .88,.68 .6,.98 .12,.93"],
        [".72,.02 .35,.25 .1,.65 .22,.93 .55,1 .86,.8 .72,.55 .4,.54 .14,.74", ".55,0 .25,.3 .12,.7 .4,1 .78,.92 .8,.62 .5,.52 .18,.68", ".82,.08 .45,.08 .14,.4 .12,.8 .45,1 .82,.88 .84,.62 .5,.5 .15,.66"],
        [".08,.02 .9,.02|.9,.02 .6,.45 .42,1", ".06,.04 .92,0|.92,0 .65,.4 .5,1|.32,.5 .82,.48", ".1,.16 .1,.02|.1,.02 .88,.02|.88,.02 .55,.5 .35,1", ".06,.03 .5,.05 .9,0 .7,.4 .55,1"],
        [".76,.14 .45,0 .17,.18 .42,.45 .76,.64 .84,.86 .5,1 .16,.85 .28,.6 .62,.4 .82,.2 .72,.1", ".5,.46 .2,.3 .3,.04 .65,.02 .8,.26 .5,.46 .14,.68 .24,.96 .7,.98 .88,.74 .5,.46", ".3,.08 .25,.3 .7,.6 .8,.85 .5,1 .2,.85 .35,.55 .72,.25 .6,.02 .28,.1"],
        [".82,.22 .55,0 .18,.15 .2,.42 .55,.48 .82,.22|.82,.22 .8,.6 .68,1", ".8,.15 .45,.02 .14,.28 .4,.52 .76,.38 .84,.1|.84,.1 .86,.6 .6,.97 .2,.94", ".78,.3 .6,.02 .2,.1 .16,.4 .5,.5 .78,.3 .72,.7 .45,1"],
    ];

    private static readonly Vector2[][][][] Parsed = [.. Ways.Select(ways => ways.Select(Parse).ToArray())];

    /// <summary>The number of ways to write a digit.</summary>
    public static int Count(int digit) => Parsed[digit].Length;

    /// <summary>The strokes of one way.</summary>
    public static IReadOnlyList<Vector2[]> Of(int digit, int way) => Parsed[digit][way];

    /// <summary>Points on the smooth curve (Catmull and Rom's) through a stroke's points.</summary>
    public static Vector2[] Smooth(IReadOnlyList<Vector2> points)
    {
        const int Steps = 6;
        var curve = new List<Vector2> { points[0] };
        for (var i = 0; i + 1 < points.Count; i++)
        {
            var before = points[Math.Max(0, i - 1)];
            var after = points[Math.Min(points.Count - 1, i + 2)];
            for (var s = 1; s <= Steps; s++)
            {
                float t = (float)s / Steps, t2 = t * t, t3 = t2 * t;
                curve.Add(.5f * (2 * points[i] + (points[i + 1] - before) * t
                    + (2 * before - 5 * points[i] + 4 * points[i + 1] - after) * t2 + (3 * points[i] - before - 3 * points[i + 1] + after) * t3));
            }
        }

        return [.. curve];
    }

    private static Vector2[][] Parse(string way) => [.. way.Split('|').Select(stroke => stroke.Split(' ').Select(point =>
    {
        var comma = point.IndexOf(',', StringComparison.Ordinal);
        return new Vector2(Number(point.AsSpan(0, comma)), Number(point.AsSpan(comma + 1)));
    }).ToArray())];

    private static float Number(ReadOnlySpan<char> text) => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
