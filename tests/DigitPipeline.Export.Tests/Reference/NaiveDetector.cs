using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Detection.Targets;
using DigitPipeline.Export.Inference;

namespace DigitPipeline.Export.Tests.Reference;

/// <summary>The whole detector straight from the specification, in double, one picture at a time.</summary>
internal static class NaiveDetector
{
    public static List<DetectedObject> Detect(SmallDetector detector, InferenceOptions options, RgbImage picture)
    {
        var network = new NaiveNetwork(detector.Weights, Preprocess(options, picture));
        var boxes = new List<double[]>();
        var scores = new List<double[]>();
        foreach (var level in detector.Network.Levels)
        {
            var (encodings, logits) = (network.Of(level.BoxEncodings), network.Of(level.ClassLogits));
            for (var cell = 0; cell < encodings.Height * encodings.Width; cell++)
            {
                var (y, x) = (cell / encodings.Width, cell % encodings.Width);
                for (var a = 0; a < encodings.Channels / 4; a++)
                {
                    var anchor = Enumerable.Range(0, 4).Select(i => (double)options.Anchors[boxes.Count, i]).ToArray();
                    boxes.Add(Decode(Enumerable.Range(0, 4).Select(i => encodings[a * 4 + i, y, x]).ToArray(), anchor, options.BoxCode));
                    var first = options.HasBackground ? 1 : 0;
                    var columns = options.ClassNames.Count + first;
                    var row = Enumerable.Range(first, columns - first).Select(c => logits[a * columns + c, y, x]);
                    scores.Add([.. row.Select(logit => 1 / (1 + Math.Exp(-logit / options.LogitScale)))]);
                }
            }
        }

        var kept = options.ClassAgnostic
            ? Suppress(boxes, [.. scores.Select(s => s.Max())], options, options.MaxDetections).Select(i => (i, Array.IndexOf(scores[i], scores[i].Max())))
            : Enumerable.Range(0, options.ClassNames.Count)
                .SelectMany(c => Suppress(boxes, [.. scores.Select(s => s[c])], options, options.MaxDetectionsPerClass).Select(i => (i, c)));
        return
        [
            .. kept.Select(k => (Box: boxes[k.Item1].Select(v => Math.Clamp(v, 0, 1)).ToArray(), Class: k.Item2 + 1, Score: scores[k.Item1][k.Item2]))
                .Where(d => (d.Box[2] - d.Box[0]) * (d.Box[3] - d.Box[1]) > 0).OrderByDescending(d => d.Score).Take(options.MaxDetections)
                .Select(d => new DetectedObject(new Box((float)d.Box[0], (float)d.Box[1], (float)d.Box[2], (float)d.Box[3]), d.Class, (float)d.Score)),
        ];
    }

    public static Planes Preprocess(InferenceOptions options, RgbImage picture)
    {
        var (height, width) = (options.InputHeight, options.InputWidth);
        var rows = Weights(options.Resize, picture.Height, height);
        var columns = Weights(options.Resize, picture.Width, width);
        var values = new double[3 * height * width];
        for (var i = 0; i < values.Length; i++)
        {
            var (c, y, x) = (i / (height * width), i / width % height, i % width);
            foreach (var (row, rowWeight) in rows[y])
            {
                foreach (var (column, weight) in columns[x])
                {
                    values[i] += rowWeight * weight
                        * (picture.Pixels[(row * picture.Width + column) * 3 + c] * (double)options.ChannelScale[c] + options.ChannelOffset[c]);
                }
            }
        }

        return new Planes(3, height, width, values);
    }

    private static List<(int Place, double Weight)>[] Weights(ResizeKind mode, int from, int to) => [.. Enumerable.Range(0, to).Select(o =>
    {
        if (mode == ResizeKind.LegacyBilinear)
        {
            var source = o * ((float)from / to);
            var floor = MathF.Floor(source);
            return new List<(int, double)> { ((int)floor, 1 - (source - floor)), (Math.Min((int)floor + 1, from - 1), source - floor) };
        }

        var scale = (double)from / to;
        var support = Math.Max(1, scale);
        var all = Enumerable.Range(0, from).Select(i => (i, Math.Max(0, 1 - Math.Abs(i + .5 - (o + .5) * scale) / support))).ToArray();
        return all.Where(w => w.Item2 > 0).Select(w => (w.i, w.Item2 / all.Sum(a => a.Item2))).ToList();
    })];

    private static double[] Decode(double[] code, double[] anchor, FasterRcnnBoxCoder scale)
    {
        var (anchorHeight, anchorWidth) = (anchor[2] - anchor[0], anchor[3] - anchor[1]);
        var y = code[0] / scale.YScale * anchorHeight + (anchor[0] + anchor[2]) / 2;
        var x = code[1] / scale.XScale * anchorWidth + (anchor[1] + anchor[3]) / 2;
        var (height, width) = (Math.Exp(code[2] / scale.HeightScale) * anchorHeight, Math.Exp(code[3] / scale.WidthScale) * anchorWidth);
        return [y - height / 2, x - width / 2, y + height / 2, x + width / 2];
    }

    private static List<int> Suppress(List<double[]> boxes, double[] scores, InferenceOptions options, int most)
    {
        var kept = new List<int>();
        foreach (var i in Enumerable.Range(0, scores.Length).Where(i => scores[i] > options.ScoreThreshold).OrderByDescending(i => scores[i]))
        {
            if (kept.Count < most && kept.TrueForAll(k => IoU(boxes[k], boxes[i]) <= options.IoUThreshold))
            {
                kept.Add(i);
            }
        }

        return kept;
    }

    private static double IoU(double[] a, double[] b)
    {
        var shared = Math.Max(0, Math.Min(a[2], b[2]) - Math.Max(a[0], b[0])) * Math.Max(0, Math.Min(a[3], b[3]) - Math.Max(a[1], b[1]));
        return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared);
    }
}
