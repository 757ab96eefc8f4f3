using System.Runtime.Intrinsics;

namespace DigitPipeline.Detection.Losses;

/// <summary>
/// The focal loss on sigmoid scores (Lin et al. 2017): alpha_t (1 - p_t)^gamma times the cross entropy, with its derivative in
/// closed form.
/// </summary>
/// <param name="Alpha">Weight of positives, 1 - alpha of negatives; none means no such factor.</param>
/// <param name="Gamma">Focusing exponent.</param>
public sealed record SigmoidFocalLoss(float? Alpha, float Gamma)
{
    private float PositiveWeight => Alpha ?? 1;

    private float NegativeWeight => Alpha is { } alpha ? 1 - alpha : 1;

    /// <summary>The loss of one logit.</summary>
    /// <returns>Loss and its derivative with respect to the logit.</returns>
    public (float Loss, float Gradient) Evaluate(float logit, bool positive)
    {
        // A positive is a negative with the logit's sign turned.
        var z = positive ? -logit : logit;
        var weight = positive ? PositiveWeight : NegativeWeight;
        var e = MathF.Exp(-MathF.Abs(z));
        var crossEntropy = MathF.Max(z, 0) + MathF.Log(1 + e);
        var p = z >= 0 ? 1 / (1 + e) : e / (1 + e);
        var modulation = Gamma == 0 ? 1 : MathF.Exp(Gamma * (z - crossEntropy));
        var gradient = weight * modulation * ((Gamma * (1 - p) * crossEntropy) + p);
        return (weight * modulation * crossEntropy, positive ? -gradient : gradient);
    }

    /// <summary>The loss of logits that are all negatives, which nearly all are.</summary>
    /// <param name="logits">Logits.</param>
    /// <param name="gradients">Receives the derivatives.</param>
    /// <returns>Sum of the losses.</returns>
    public double EvaluateNegatives(ReadOnlySpan<float> logits, Span<float> gradients)
    {
        var lanes = Vector256<float>.Count;
        var (one, weight, gamma) = (Vector256<float>.One, Vector256.Create(NegativeWeight), Vector256.Create(Gamma));
        var total = 0.0;
        var i = 0;
        for (; i + lanes <= logits.Length; i += lanes)
        {
            var z = Vector256.Create(logits[i..]);
            var e = Vector256.Exp(-Vector256.Abs(z));
            var crossEntropy = Vector256.Max(z, Vector256<float>.Zero) + Vector256.Log(one + e);
            var p = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(z, Vector256<float>.Zero), one, e) / (one + e);
            var modulated = weight * Vector256.Exp(gamma * (z - crossEntropy));
            (modulated * ((gamma * (one - p) * crossEntropy) + p)).CopyTo(gradients[i..]);
            total += Vector256.Sum(modulated * crossEntropy);
        }

        for (; i < logits.Length; i++)
        {
            (var loss, gradients[i]) = Evaluate(logits[i], positive: false);
            total += loss;
        }

        return total;
    }
}
