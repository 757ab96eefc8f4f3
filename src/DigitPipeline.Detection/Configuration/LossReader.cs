using DigitPipeline.Detection.Losses;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads <c>model.ssd.loss</c> and the normalisation fields beside it.</summary>
internal static class LossReader
{
    private const string Field = "model.ssd.loss";

    public static DetectionLoss Read(Ssd ssd)
    {
        var loss = ssd.Loss;
        Require(
            loss?.ClassificationLoss?.WeightedSigmoidFocal is not null, Field + ".classification_loss", "must be weighted_sigmoid_focal.");
        Require(loss!.LocalizationLoss?.WeightedSmoothL1 is not null, Field + ".localization_loss", "must be weighted_smooth_l1.");
        Require(loss.HardExampleMiner is null, Field + ".hard_example_miner", "is not supported.");
        Require(loss.RandomExampleSampler is null, Field + ".random_example_sampler", "is not supported.");
        Require(loss.EqualizationLoss is null, Field + ".equalization_loss", "is not supported.");
        Require(loss.ExpectedLossWeights == Loss.Types.ExpectedLossWeights.None, Field + ".expected_loss_weights", "must be NONE.");
        var focal = loss.ClassificationLoss!.WeightedSigmoidFocal;
        return new DetectionLoss(
            new SigmoidFocalLoss(focal.HasAlpha ? focal.Alpha : null, focal.Gamma),
            new SmoothL1Loss(loss.LocalizationLoss!.WeightedSmoothL1.Delta),
            loss.ClassificationWeight,
            loss.LocalizationWeight,
            ssd.NormalizeLossByNumMatches,
            ssd.NormalizeLocLossByCodesize,
            ssd.NegativeClassWeight);
    }
}
