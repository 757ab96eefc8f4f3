using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Detection.Targets;

/// <summary>
/// Matches every anchor to the ground-truth box with the highest IoU, if that is high enough, and gives every box its best
/// anchor whatever the IoU. IoU is computed in float32: where true overlaps tie, rounding decides, as in the original.
/// </summary>
/// <param name="MatchedThreshold">From this IoU on an anchor is positive.</param>
/// <param name="UnmatchedThreshold">Below this IoU an anchor is negative; between the two it is ignored.</param>
/// <param name="ForceMatch">Every box gets its best anchor.</param>
public sealed record ArgMaxMatcher(float MatchedThreshold, float UnmatchedThreshold, bool ForceMatch)
{
    /// <summary>Every anchor is positive, whatever its IoU.</summary>
    public bool IgnoreThresholds { get; init; }

    /// <summary>Whether anchors below the lower threshold are the negative ones and those between the two are ignored, or the reverse.</summary>
    public bool NegativesAreLower { get; init; } = true;

    /// <summary>An anchor without a box.</summary>
    public const int Negative = -1;

    /// <summary>An anchor that counts neither as positive nor as negative.</summary>
    public const int Ignored = -2;

    /// <summary>For each anchor the index of its box, <see cref="Negative"/> or <see cref="Ignored"/>.</summary>
    /// <param name="boxes">Ground truth.</param>
    /// <param name="weights">Weights of the boxes; one of weight 0 forces no match. Empty means all 1.</param>
    /// <param name="anchors">Anchors.</param>
    /// <param name="matches">Receives the result, as long as <paramref name="anchors"/>.</param>
    public void Match(ReadOnlySpan<Box> boxes, ReadOnlySpan<float> weights, ReadOnlySpan<Box> anchors, Span<int> matches)
    {
        Span<float> bestIoU = boxes.Length <= 256 ? stackalloc float[boxes.Length] : new float[boxes.Length];
        Span<int> bestAnchor = boxes.Length <= 256 ? stackalloc int[boxes.Length] : new int[boxes.Length];
        bestIoU.Fill(-1);
        for (var a = 0; a < anchors.Length; a++)
        {
            var (highest, match) = (0f, 0);
            for (var b = 0; b < boxes.Length; b++)
            {
                var iou = IoU(boxes[b], anchors[a]);
                if (iou > highest)
                {
                    (highest, match) = (iou, b);
                }

                if (iou > bestIoU[b])
                {
                    (bestIoU[b], bestAnchor[b]) = (iou, a);
                }
            }

            matches[a] = boxes.Length == 0 ? Negative : IgnoreThresholds ? match : Judge(highest, match);
        }

        for (var b = boxes.Length - 1; ForceMatch && b >= 0; b--)
        {
            if (weights.IsEmpty || weights[b] > 0)
            {
                matches[bestAnchor[b]] = b;
            }
        }
    }

    private int Judge(float iou, int match) =>
        iou < UnmatchedThreshold ? (NegativesAreLower ? Negative : Ignored)
        : iou < MatchedThreshold ? (NegativesAreLower ? Ignored : Negative)
        : match;

    /// <summary>Intersection over union in float32, in the order of operations that decides ties.</summary>
    internal static float IoU(in Box box, in Box anchor)
    {
        var height = MathF.Max(0, MathF.Min(box.YMax, anchor.YMax) - MathF.Max(box.YMin, anchor.YMin));
        var width = MathF.Max(0, MathF.Min(box.XMax, anchor.XMax) - MathF.Max(box.XMin, anchor.XMin));
        var intersection = height * width;
        return intersection == 0
            ? 0
            : intersection / ((((box.YMax - box.YMin) * (box.XMax - box.XMin)) + ((anchor.YMax - anchor.YMin) * (anchor.XMax - anchor.XMin))) - intersection);
    }
}
