using DigitPipeline.Detection.Training;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads the <c>learning_rate</c> of an optimizer.</summary>
internal static class LearningRateReader
{
    public static ILearningRate Read(LearningRate? message, string field)
    {
        switch (message?.LearningRateCase)
        {
            case LearningRate.LearningRateOneofCase.ConstantLearningRate:
                return new ConstantRate(message.ConstantLearningRate.LearningRate);
            case LearningRate.LearningRateOneofCase.CosineDecayLearningRate:
                return Cosine(message.CosineDecayLearningRate, field + ".cosine_decay_learning_rate");
            case LearningRate.LearningRateOneofCase.ExponentialDecayLearningRate:
                return Exponential(message.ExponentialDecayLearningRate, field + ".exponential_decay_learning_rate");
            case LearningRate.LearningRateOneofCase.ManualStepLearningRate:
                return Manual(message.ManualStepLearningRate, field + ".manual_step_learning_rate");
            default:
                throw new DetectorConfigException(
                    field,
                    "is needed: constant_learning_rate, exponential_decay_learning_rate, manual_step_learning_rate or cosine_decay_learning_rate.");
        }
    }

    private static CosineDecayRate Cosine(CosineDecayLearningRate message, string field)
    {
        Require(message.TotalSteps >= message.WarmupSteps, field + ".total_steps", "must be larger or equal to warmup_steps.");
        Require(
            message.WarmupSteps == 0 || message.LearningRateBase >= message.WarmupLearningRate,
            field + ".learning_rate_base",
            "must be larger or equal to warmup_learning_rate.");
        return new CosineDecayRate(
            message.LearningRateBase, message.TotalSteps, message.WarmupLearningRate, message.WarmupSteps, message.HoldBaseRateSteps);
    }

    private static ExponentialDecayRate Exponential(ExponentialDecayLearningRate message, string field)
    {
        Require(message.DecaySteps > 0, field + ".decay_steps", "must be at least 1.");
        return new ExponentialDecayRate(
            message.InitialLearningRate,
            message.DecaySteps,
            message.DecayFactor,
            message.Staircase,
            message.BurninLearningRate,
            message.BurninSteps,
            message.MinLearningRate);
    }

    private static ManualStepRate Manual(ManualStepLearningRate message, string field)
    {
        Require(message.Schedule.Count > 0, field + ".schedule", "is needed: the steps at which the rate changes.");
        var steps = message.Schedule.Select(change => (long)change.Step).ToList();
        Require(
            steps[0] > 0 && steps.Zip(steps.Skip(1)).All(pair => pair.First < pair.Second),
            field + ".schedule",
            "must have steps above 0 that rise.");
        return new ManualStepRate(
            message.InitialLearningRate, [.. message.Schedule.Select(change => ((long)change.Step, change.LearningRate))], message.Warmup);
    }
}
