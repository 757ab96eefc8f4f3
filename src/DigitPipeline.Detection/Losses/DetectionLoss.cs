using DigitPipeline.Detection.Targets;

namespace DigitPipeline.Detection.Losses;

/// <summary>
/// The loss of an SSD head over a batch, computed with its gradient in one pass. The sums are divided by the weight of all
/// matched anchors of the batch (at least 1), the localisation also by the code size.
/// </summary>
/// <param name="Classification">Loss of the class logits.</param>
/// <param name="Localization">Loss of the box codes.</param>
/// <param name="ClassificationWeight">Factor of the classification loss.</param>
/// <param name="LocalizationWeight">Factor of the localisation loss.</param>
/// <param name="NormalizeByMatches">Divide by the matched anchors.</param>
/// <param name="NormalizeByCodeSize">Divide the localisation loss by 4.</param>
/// <param name="NegativeWeight">Weight of the anchors without a box.</param>
public sealed record DetectionLoss(
    SigmoidFocalLoss Classification,
    SmoothL1Loss Localization,
    float ClassificationWeight,
    float LocalizationWeight,
    bool NormalizeByMatches,
    bool NormalizeByCodeSize,
    float NegativeWeight)
{
    // No column is raised.
    private const int None = -1;

    /// <summary>
    /// Whether an anchor without a box raises column 0, the background's; otherwise all of its columns are lowered
    /// (<c>encode_background_as_zeros</c>).
    /// </summary>
    public bool RaiseBackground { get; init; }

    private int NegativeColumn => RaiseBackground ? 0 : None;

    /// <summary>Evaluates a batch.</summary>
    /// <param name="targets">One per picture.</param>
    /// <param name="levels">Outputs of the network, and where their gradients go.</param>
    /// <param name="columns">Logits of an anchor.</param>
    public DetectionLosses Evaluate(IReadOnlyList<DetectionTargets> targets, IReadOnlyList<LevelTensors> levels, int columns)
    {
        var matched = targets.Sum(target => target.Positives.Sum(positive => (double)positive.Weight));
        var normalizer = NormalizeByMatches ? Math.Max(matched, 1) : 1;
        var classFactor = (float)(ClassificationWeight / normalizer);
        var boxFactor = (float)(LocalizationWeight / normalizer / (NormalizeByCodeSize ? 4 : 1));
        double classification = 0, localization = 0;
        var first = 0;
        foreach (var level in levels)
        {
            var anchors = level.AnchorsPerPicture;
            classification += ChargeNegatives(level, columns);
            level.BoxGradients.AsSpan().Clear();
            for (var picture = 0; picture < targets.Count; picture++)
            {
                foreach (var ignored in targets[picture].Ignored)
                {
                    if (ignored >= first && ignored < first + anchors)
                    {
                        classification += Reweigh(level, ((picture * anchors) + ignored - first) * columns, columns, None, 0);
                    }
                }

                foreach (var positive in targets[picture].Positives)
                {
                    if (positive.Anchor >= first && positive.Anchor < first + anchors)
                    {
                        var place = (picture * anchors) + positive.Anchor - first;
                        classification += Reweigh(level, place * columns, columns, positive.Column, positive.Weight);
                        localization += Localize(level, place * 4, positive);
                    }
                }
            }

            Scale(level.LogitGradients, classFactor);
            Scale(level.BoxGradients, boxFactor);
            first += anchors;
        }

        return new DetectionLosses(classification * classFactor, localization * boxFactor);
    }

    private static void Scale(float[] values, float factor)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }

    // Charges all anchors as negatives, which nearly all are.
    private double ChargeNegatives(LevelTensors level, int columns)
    {
        var total = Classification.EvaluateNegatives(level.Logits, level.LogitGradients);
        for (var place = 0; RaiseBackground && place < level.Logits.Length; place += columns)
        {
            (var loss, level.LogitGradients[place]) = Classification.Evaluate(level.Logits[place], positive: true);
            total += loss - Classification.Evaluate(level.Logits[place], positive: false).Loss;
        }

        if (NegativeWeight != 1)
        {
            Scale(level.LogitGradients, NegativeWeight);
        }

        return total * NegativeWeight;
    }

    // Replaces what the anchor's logits were charged as negatives; returns the difference of the loss.
    private double Reweigh(LevelTensors level, int place, int columns, int positiveColumn, float weight)
    {
        var difference = 0.0;
        for (var column = 0; column < columns; column++)
        {
            var logit = level.Logits[place + column];
            var (was, _) = Classification.Evaluate(logit, column == NegativeColumn);
            var (loss, gradient) = Classification.Evaluate(logit, column == positiveColumn);
            difference += ((double)weight * loss) - ((double)NegativeWeight * was);
            level.LogitGradients[place + column] = weight * gradient;
        }

        return difference;
    }

    private double Localize(LevelTensors level, int place, PositiveAnchor positive)
    {
        ReadOnlySpan<float> code = [positive.Code.Y, positive.Code.X, positive.Code.Height, positive.Code.Width];
        var total = 0.0;
        for (var part = 0; part < 4; part++)
        {
            var (loss, gradient) = Localization.Evaluate(level.Boxes[place + part], code[part]);
            total += positive.Weight * loss;
            level.BoxGradients[place + part] = positive.Weight * gradient;
        }

        return total;
    }
}

/// <summary>Losses of a batch, normalised.</summary>
public readonly record struct DetectionLosses(double Classification, double Localization);
