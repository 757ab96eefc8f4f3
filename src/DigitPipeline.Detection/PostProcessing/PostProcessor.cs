using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.Targets;

namespace DigitPipeline.Detection.PostProcessing;

/// <summary>Decodes, scores, suppresses, clips and sorts the raw outputs of one picture.</summary>
/// <param name="options">Thresholds and limits.</param>
/// <param name="coder">Box code.</param>
/// <param name="hasBackground">Whether the first logit of an anchor is the background's.</param>
public sealed class PostProcessor(PostProcessingOptions options, FasterRcnnBoxCoder coder, bool hasBackground)
{
    /// <summary>Detections, best first; of equal scores the lower class id, then the earlier kept.</summary>
    /// <param name="anchors">Anchors, normalised.</param>
    /// <param name="codes"><c>[anchors, 4]</c>.</param>
    /// <param name="logits"><c>[anchors, columns]</c>.</param>
    /// <param name="columns">Logits of an anchor.</param>
    public IReadOnlyList<DetectedObject> Detect(ReadOnlySpan<Box> anchors, ReadOnlySpan<float> codes, ReadOnlySpan<float> logits, int columns)
    {
        var boxes = new Box[anchors.Length];
        for (var a = 0; a < boxes.Length; a++)
        {
            boxes[a] = coder.Decode(new BoxCode(codes[4 * a], codes[(4 * a) + 1], codes[(4 * a) + 2], codes[(4 * a) + 3]), anchors[a]);
        }

        var first = hasBackground ? 1 : 0;
        var kept = options.ClassAgnostic ? Agnostic(boxes, logits, columns, first) : PerClass(boxes, logits, columns, first);
        return [.. kept
            .Select(found => found with { Box = found.Box.Clip() })
            .Where(found => found.Box.Area > 0)
            .OrderByDescending(found => found.Score)
            .Take(options.MaxTotal)];
    }

    private List<DetectedObject> PerClass(Box[] boxes, ReadOnlySpan<float> logits, int columns, int first)
    {
        var found = new List<DetectedObject>();
        var scores = new float[boxes.Length];
        for (var column = first; column < columns; column++)
        {
            for (var a = 0; a < boxes.Length; a++)
            {
                scores[a] = Score(logits[(a * columns) + column]);
            }

            foreach (var a in NonMaxSuppression.Select(boxes, scores, options.ScoreThreshold, options.IoUThreshold, options.MaxPerClass))
            {
                found.Add(new DetectedObject(boxes[a], column - first + 1, scores[a]));
            }
        }

        return found;
    }

    private List<DetectedObject> Agnostic(Box[] boxes, ReadOnlySpan<float> logits, int columns, int first)
    {
        var scores = new float[boxes.Length];
        var best = new int[boxes.Length];
        for (var a = 0; a < boxes.Length; a++)
        {
            var row = logits.Slice((a * columns) + first, columns - first);
            for (var c = 1; c < row.Length; c++)
            {
                best[a] = row[c] > row[best[a]] ? c : best[a];
            }

            scores[a] = Score(row[best[a]]);
        }

        var kept = NonMaxSuppression.Select(boxes, scores, options.ScoreThreshold, options.IoUThreshold, options.MaxTotal);
        return [.. kept.Select(a => new DetectedObject(boxes[a], best[a] + 1, scores[a]))];
    }

    private float Score(float logit) => 1 / (1 + MathF.Exp(-logit / options.LogitScale));
}
