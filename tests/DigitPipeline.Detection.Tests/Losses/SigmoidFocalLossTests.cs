using CsCheck;
using DigitPipeline.Detection.Losses;

namespace DigitPipeline.Detection.Tests.Losses;

public class SigmoidFocalLossTests
{
    private static readonly SigmoidFocalLoss Loss = new(.25f, 2);

    [Theory]
    [InlineData(0, true, .0433216988f)]
    [InlineData(0, false, .129965096f)]
    [InlineData(-4.6f, false, 7.42910416e-07f)]
    [InlineData(-4.6f, true, 1.12967564f)]
    [InlineData(2, true, .000450890709f)]
    [InlineData(2, false, 1.23755863f)]
    public void Losses_are_those_of_the_original(float logit, bool positive, float expected) =>
        Assert.Equal(expected, Loss.Evaluate(logit, positive).Loss, expected * 1e-5f);

    [Fact]
    public void The_gradient_is_the_derivative_of_the_loss() =>
        Gen.Select(Gen.Float[-6, 6], Gen.Bool, Gen.Float[.1f, .9f], Gen.Float[0, 3]).Sample((logit, positive, alpha, gamma) =>
        {
            var loss = new SigmoidFocalLoss(alpha, gamma);
            const float Step = .01f;
            var slope = (loss.Evaluate(logit + Step, positive).Loss - loss.Evaluate(logit - Step, positive).Loss) / (2 * Step);
            return Math.Abs(slope - loss.Evaluate(logit, positive).Gradient) < .002;
        });

    [Fact]
    public void Many_negatives_at_once_give_what_each_gives_alone() =>
        Gen.Float[-20, 20].Array[0, 70].Sample(logits =>
        {
            var gradients = new float[logits.Length];
            var total = Loss.EvaluateNegatives(logits, gradients);
            var alone = logits.Select(logit => Loss.Evaluate(logit, positive: false)).ToArray();
            return Math.Abs(total - alone.Sum(one => (double)one.Loss)) <= 1e-5 * Math.Max(1, total)
                && gradients.Zip(alone).All(pair => Math.Abs(pair.First - pair.Second.Gradient) <= 1e-5 * Math.Max(1, Math.Abs(pair.First)));
        });
}
