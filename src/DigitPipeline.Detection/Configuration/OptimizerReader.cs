using DigitPipeline.Detection.Training;
using DigitPipeline.Formats.Protos;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads <c>train_config.optimizer</c>.</summary>
public static class OptimizerReader
{
    private const string Field = "train_config.optimizer";

    /// <summary>The update rule that a config asks for.</summary>
    /// <exception cref="DetectorConfigException">Names a field that is missing or not supported.</exception>
    public static OriginalOptimizerOptions FromConfig(TrainConfig? config)
    {
        var optimizer = config?.Optimizer;
        var options = optimizer?.OptimizerCase switch
        {
            Optimizer.OptimizerOneofCase.MomentumOptimizer => Momentum(optimizer.MomentumOptimizer),
            Optimizer.OptimizerOneofCase.AdamOptimizer => Adam(optimizer.AdamOptimizer),
            Optimizer.OptimizerOneofCase.RmsPropOptimizer => RmsProp(optimizer.RmsPropOptimizer),
            _ => throw new DetectorConfigException(Field, "is needed: momentum_optimizer, adam_optimizer or rms_prop_optimizer."),
        };
        return options with { MovingAverageDecay = optimizer.UseMovingAverage ? optimizer.MovingAverageDecay : null };
    }

    private static OriginalOptimizerOptions Momentum(Formats.Protos.MomentumOptimizer message) => new MomentumOptions(
        LearningRateReader.Read(message.LearningRate, Field + ".momentum_optimizer.learning_rate"), message.MomentumOptimizerValue);

    private static OriginalOptimizerOptions Adam(Formats.Protos.AdamOptimizer message) => new AdamOptions(
        LearningRateReader.Read(message.LearningRate, Field + ".adam_optimizer.learning_rate"), message.Epsilon);

    private static OriginalOptimizerOptions RmsProp(RMSPropOptimizer message) => new RmsPropOptions(
        LearningRateReader.Read(message.LearningRate, Field + ".rms_prop_optimizer.learning_rate"),
        message.MomentumOptimizerValue,
        message.Epsilon,
        message.Decay);
}
