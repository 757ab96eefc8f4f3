using DigitPipeline.Detection.Training;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads <c>train_config.optimizer</c>.</summary>
public static class OptimizerReader
{
    private const string Field = "train_config.optimizer";

    /// <summary>The update rule that a config asks for.</summary>
    /// <exception cref="DetectorConfigException">Names a field that is missing or not supported.</exception>
    public static OptimizerOptions FromConfig(TrainConfig config)
    {
        var optimizer = config.Optimizer?.MomentumOptimizer;
        Require(optimizer is not null, Field + ".momentum_optimizer", "is needed; RMSprop and Adam are not supported.");
        return new MomentumOptions(
            ReadRate(optimizer!.LearningRate, Field + ".momentum_optimizer.learning_rate"), optimizer.MomentumOptimizerValue);
    }

    private static ILearningRate ReadRate(LearningRate? message, string field)
    {
        switch (message?.LearningRateCase)
        {
            case LearningRate.LearningRateOneofCase.ConstantLearningRate:
                return new ConstantRate(message.ConstantLearningRate.LearningRate);
            case LearningRate.LearningRateOneofCase.CosineDecayLearningRate:
                var cosine = message.CosineDecayLearningRate;
                Require(
                    cosine.TotalSteps >= cosine.WarmupSteps, field + ".cosine_decay_learning_rate.total_steps", "must not be below warmup_steps.");
                Require(
                    cosine.LearningRateBase >= cosine.WarmupLearningRate,
                    field + ".cosine_decay_learning_rate.warmup_learning_rate",
                    "must not be above learning_rate_base.");
                return new CosineDecayRate(
                    cosine.LearningRateBase, cosine.TotalSteps, cosine.WarmupLearningRate, cosine.WarmupSteps, cosine.HoldBaseRateSteps);
            default:
                throw new DetectorConfigException(field, "must be constant_learning_rate or cosine_decay_learning_rate.");
        }
    }
}
