using DigitPipeline.Detection.Losses;
using DigitPipeline.Detection.Training;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads what a model is trained for: matcher, loss and their weights in <c>model.ssd</c>.</summary>
public static class ObjectiveReader
{
    private const string Loss = "model.ssd.loss";
    private const string Matcher = "model.ssd.matcher.argmax_matcher";

    /// <summary>Reads the objective, and refuses what of the model can be exported but not trained.</summary>
    /// <exception cref="DetectorConfigException">Names a field that is missing or not supported.</exception>
    public static TrainingObjective FromConfig(TrainEvalPipelineConfig config)
    {
        Require(config.Model?.ModelCase == DetectionModel.ModelOneofCase.Ssd, "model.ssd", "is needed; other models are not supported.");
        var ssd = config.Model!.Ssd;
        TrainableModel.Check(ssd);
        return new TrainingObjective(ReadMatcher(ssd), ReadLoss(ssd));
    }

    private static Targets.ArgMaxMatcher ReadMatcher(Ssd ssd)
    {
        Require(ssd.Matcher?.ArgmaxMatcher is not null, Matcher, "is needed; other matchers are not supported.");
        Require(
            ssd.SimilarityCalculator is null or { RegionSimilarityCase: RegionSimilarityCalculator.RegionSimilarityOneofCase.IouSimilarity },
            "model.ssd.similarity_calculator",
            "must be iou_similarity.");
        var matcher = ssd.Matcher!.ArgmaxMatcher;
        Require(
            matcher.UnmatchedThreshold <= matcher.MatchedThreshold, Matcher + ".unmatched_threshold", "must not be above matched_threshold.");
        Require(
            matcher.NegativesLowerThanUnmatched || matcher.UnmatchedThreshold < matcher.MatchedThreshold,
            Matcher + ".negatives_lower_than_unmatched",
            "false needs an unmatched_threshold below matched_threshold; otherwise there are no negatives.");
        return new Targets.ArgMaxMatcher(matcher.MatchedThreshold, matcher.UnmatchedThreshold, matcher.ForceMatchForEachRow)
        {
            IgnoreThresholds = matcher.IgnoreThresholds,
            NegativesAreLower = matcher.NegativesLowerThanUnmatched,
        };
    }

    private static DetectionLoss ReadLoss(Ssd ssd)
    {
        var loss = ssd.Loss;
        Require(loss?.LocalizationLoss?.WeightedSmoothL1 is not null, Loss + ".localization_loss", "must be weighted_smooth_l1.");
        Require(loss!.HardExampleMiner is null, Loss + ".hard_example_miner", "is not supported.");
        Require(loss.RandomExampleSampler is null, Loss + ".random_example_sampler", "is not supported.");
        Require(loss.EqualizationLoss is null, Loss + ".equalization_loss", "is not supported.");
        Require(loss.ExpectedLossWeights == Formats.Protos.Loss.Types.ExpectedLossWeights.None, Loss + ".expected_loss_weights", "must be NONE.");
        return new DetectionLoss(
            ReadClassification(loss.ClassificationLoss),
            new SmoothL1Loss(loss.LocalizationLoss!.WeightedSmoothL1.Delta),
            loss.ClassificationWeight,
            loss.LocalizationWeight,
            ssd.NormalizeLossByNumMatches,
            ssd.NormalizeLocLossByCodesize,
            ssd.NegativeClassWeight)
        {
            RaiseBackground = ssd.AddBackgroundClass && !ssd.EncodeBackgroundAsZeros,
        };
    }

    private static SigmoidFocalLoss ReadClassification(ClassificationLoss? message)
    {
        switch (message?.ClassificationLossCase)
        {
            case ClassificationLoss.ClassificationLossOneofCase.WeightedSigmoidFocal:
                var focal = message.WeightedSigmoidFocal;
                return new SigmoidFocalLoss(focal.HasAlpha ? focal.Alpha : null, focal.Gamma);
            case ClassificationLoss.ClassificationLossOneofCase.WeightedSigmoid:
                return new SigmoidFocalLoss(null, 0);
            default:
                throw new DetectorConfigException(Loss + ".classification_loss", "must be weighted_sigmoid_focal or weighted_sigmoid.");
        }
    }
}
