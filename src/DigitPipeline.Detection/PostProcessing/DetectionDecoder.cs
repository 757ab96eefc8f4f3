using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.Targets;

namespace DigitPipeline.Detection.PostProcessing;

/// <summary>Decodes, scores, suppresses, clips and sorts the raw outputs of one picture.</summary>
/// <param name="options">Thresholds and limits.</param>
/// <param name="coder">Box code.</param>
/// <param name="hasBackground">Whether the first logit of an anchor is the background's.</param>
public sealed class DetectionDecoder(PostProcessingOptions options, FasterRcnnBoxCoder coder, bool hasBackground)
{
    /// <summary>Detections, best first; of equal scores the lower class id, then the earlier kept.</summary>
    /// <param name="anchors">Anchors, normalised.</param>
    /// <param name="codes"><c>[anchors, 4]</c>.</param>
    /// <param name="logits"><c>[anchors, columns]</c>.</param>
    /// <param name="columns">Logits of an anchor.</param>
    /// <param name="window">The part of the input that the picture fills, normalised.</param>
    public IReadOnlyList<AnchoredDetection> Detect(
        ReadOnlySpan<Box> anchors, ReadOnlySpan<float> codes, ReadOnlySpan<float> logits, int columns, Box window)
    {
        var boxes = Decode(anchors, codes);
        for (var a = 0; a < boxes.Length && options.ClipFirst; a++)
        {
            boxes[a] = Clip(boxes[a], window);
        }

        var scores = ScoreConverter.Convert(logits, columns, options);
        var first = hasBackground ? 1 : 0;
        var kept = options.ClassAgnostic ? Agnostic(boxes, scores, columns, first) : PerClass(boxes, scores, columns, first);
        return [.. kept
            .Select(found => found with { Box = Clip(found.Box, window) })
            .Where(found => options.ClipFirst || found.Box.Area > 0)
            .Where(found => found.Score >= 0)
            .OrderByDescending(found => found.Score)
            .Take(options.MaxTotal)
            .Select(found => options.RelativeToPicture ? found with { Box = Within(found.Box, window) } : found)];
    }

    /// <summary>The boxes of <c>[anchors, 4]</c> codes, not clipped.</summary>
    public Box[] Decode(ReadOnlySpan<Box> anchors, ReadOnlySpan<float> codes)
    {
        var boxes = new Box[anchors.Length];
        for (var a = 0; a < boxes.Length; a++)
        {
            boxes[a] = coder.Decode(new BoxCode(codes[4 * a], codes[(4 * a) + 1], codes[(4 * a) + 2], codes[(4 * a) + 3]), anchors[a]);
        }

        return boxes;
    }

    private static Box Clip(Box box, Box window) => new(
        Math.Clamp(box.YMin, window.YMin, window.YMax),
        Math.Clamp(box.XMin, window.XMin, window.XMax),
        Math.Clamp(box.YMax, window.YMin, window.YMax),
        Math.Clamp(box.XMax, window.XMin, window.XMax));

    private static Box Within(Box box, Box window) => new(
        (box.YMin - window.YMin) / window.Height,
        (box.XMin - window.XMin) / window.Width,
        (box.YMax - window.YMin) / window.Height,
        (box.XMax - window.XMin) / window.Width);

    private List<AnchoredDetection> PerClass(Box[] boxes, float[] scores, int columns, int first)
    {
        var found = new List<AnchoredDetection>();
        var ofClass = new float[boxes.Length];
        for (var column = first; column < columns; column++)
        {
            for (var a = 0; a < boxes.Length; a++)
            {
                ofClass[a] = scores[(a * columns) + column];
            }

            foreach (var (a, score) in Suppress(boxes, ofClass, options.MaxPerClass))
            {
                found.Add(new AnchoredDetection(a, boxes[a], column - first + 1, score));
            }
        }

        return found;
    }

    private List<AnchoredDetection> Agnostic(Box[] boxes, float[] scores, int columns, int first)
    {
        var highest = new float[boxes.Length];
        var best = new int[boxes.Length];
        for (var a = 0; a < boxes.Length; a++)
        {
            var row = scores.AsSpan((a * columns) + first, columns - first);
            for (var c = 1; c < row.Length; c++)
            {
                best[a] = row[c] > row[best[a]] ? c : best[a];
            }

            highest[a] = row[best[a]];
        }

        return [.. Suppress(boxes, highest, options.MaxTotal).Select(kept => new AnchoredDetection(kept.Index, boxes[kept.Index], best[kept.Index] + 1, kept.Score))];
    }

    private IEnumerable<(int Index, float Score)> Suppress(Box[] boxes, float[] scores, int limit) => options.SoftSigma > 0
        ? SoftNonMaxSuppression.Select(boxes, scores, options.ScoreThreshold, options.SoftSigma, limit)
        : NonMaxSuppression.Select(boxes, scores, options.ScoreThreshold, options.IoUThreshold, limit).Select(a => (a, scores[a]));
}

/// <summary>A detection and the anchor that it comes from.</summary>
/// <param name="Anchor">Index of the anchor.</param>
/// <param name="Box">Normalised box.</param>
/// <param name="ClassId">Id in the label map, from 1.</param>
/// <param name="Score">Confidence.</param>
public readonly record struct AnchoredDetection(int Anchor, Box Box, int ClassId, float Score)
{
    /// <summary>The detection without its anchor.</summary>
    public DetectedObject Object => new(Box, ClassId, Score);
}
