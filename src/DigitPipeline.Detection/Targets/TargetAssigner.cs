using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Detection.Targets;

/// <summary>An anchor that has a box to predict.</summary>
/// <param name="Anchor">Its index.</param>
/// <param name="Object">Index of the ground-truth box.</param>
/// <param name="Column">The logit to raise; -1 for a box of unknown class.</param>
/// <param name="Code">The box codes to reach.</param>
/// <param name="Weight">Weight in the losses.</param>
public readonly record struct PositiveAnchor(int Anchor, int Object, int Column, BoxCode Code, float Weight);

/// <summary>What the network should say about one picture. All other anchors are negatives.</summary>
/// <param name="Positives">Matched anchors in order.</param>
/// <param name="Ignored">Anchors that do not count.</param>
public sealed record DetectionTargets(IReadOnlyList<PositiveAnchor> Positives, IReadOnlyList<int> Ignored);

/// <summary>Turns ground truth into targets for every anchor.</summary>
/// <param name="matcher">Who gets which box.</param>
/// <param name="coder">How a box is coded.</param>
/// <param name="classCount">Number of classes; ids outside 1 to this have no column.</param>
/// <param name="hasBackground">Whether column 0 is the background, which is never raised.</param>
public sealed class TargetAssigner(ArgMaxMatcher matcher, FasterRcnnBoxCoder coder, int classCount, bool hasBackground)
{
    /// <summary>Targets of one picture.</summary>
    /// <param name="objects">Ground truth.</param>
    /// <param name="weights">Weights of the objects; empty means all 1.</param>
    /// <param name="anchors">Anchors, normalised.</param>
    public DetectionTargets Assign(IReadOnlyList<GroundTruth> objects, ReadOnlySpan<float> weights, ReadOnlySpan<Box> anchors)
    {
        var boxes = objects.Select(item => item.Box).ToArray();
        var matches = new int[anchors.Length];
        matcher.Match(boxes, weights, anchors, matches);
        var positives = new List<PositiveAnchor>();
        var ignored = new List<int>();
        for (var anchor = 0; anchor < matches.Length; anchor++)
        {
            var match = matches[anchor];
            if (match == ArgMaxMatcher.Ignored)
            {
                ignored.Add(anchor);
            }
            else if (match >= 0)
            {
                var id = objects[match].ClassId;
                var column = id >= 1 && id <= classCount ? id - (hasBackground ? 0 : 1) : -1;
                var weight = weights.IsEmpty ? 1 : weights[match];
                positives.Add(new PositiveAnchor(anchor, match, column, coder.Encode(boxes[match], anchors[anchor]), weight));
            }
        }

        return new DetectionTargets(positives, ignored);
    }
}
