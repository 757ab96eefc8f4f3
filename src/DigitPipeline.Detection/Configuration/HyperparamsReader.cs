using DigitPipeline.Detection.Model;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;
using Hyperparams = DigitPipeline.Detection.Model.Hyperparams;
using Initializer = DigitPipeline.Detection.Model.Initializer;
using Protos = DigitPipeline.Formats.Protos;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Translates <c>conv_hyperparams</c> as the Object Detection API's KerasLayerHyperparams does.</summary>
internal static class HyperparamsReader
{
    // Deviation of a normal distribution that is cut at two deviations; TensorFlow's variance scaling makes up for it.
    private const double TruncatedDeviation = .87962566103423978;

    public static Hyperparams Read(Protos.Hyperparams message, string field)
    {
        Require(
            message?.NormalizerOneofCase == Protos.Hyperparams.NormalizerOneofOneofCase.BatchNorm,
            field + ".batch_norm",
            "is needed; layers without batch norm, with synchronised or with group norm are not supported.");
        var norm = message!.BatchNorm;
        Require(norm.Center, field + ".batch_norm.center", "must be true.");
        Require(norm.Scale, field + ".batch_norm.scale", "must be true (the default is false).");
        Require(!message.ForceUseBias, field + ".force_use_bias", "is not supported.");
        Require(
            message.Regularizer?.L1Regularizer is null, field + ".regularizer.l1_regularizer", "is not supported; use l2_regularizer.");
        return new Hyperparams(
            ReadInitializer(message.Initializer, field + ".initializer"),
            message.Regularizer?.L2Regularizer?.Weight ?? 0,
            message.Activation switch
            {
                Protos.Hyperparams.Types.Activation.None => null,
                Protos.Hyperparams.Types.Activation.Relu => Activation.Relu,
                Protos.Hyperparams.Types.Activation.Relu6 => Activation.Relu6,
                _ => Activation.Swish,
            },
            norm.Decay,
            norm.Epsilon);
    }

    private static Func<IReadOnlyList<int>, Initializer> ReadInitializer(Protos.Initializer? message, string field)
    {
        switch (message?.InitializerOneofCase)
        {
            case Protos.Initializer.InitializerOneofOneofCase.TruncatedNormalInitializer:
                var truncated = message.TruncatedNormalInitializer;
                return _ => Initializer.TruncatedNormal(truncated.Mean, truncated.Stddev);
            case Protos.Initializer.InitializerOneofOneofCase.RandomNormalInitializer:
                var normal = message.RandomNormalInitializer;
                return _ => Initializer.Normal(normal.Mean, normal.Stddev);
            case Protos.Initializer.InitializerOneofOneofCase.VarianceScalingInitializer:
                var scaling = message.VarianceScalingInitializer;
                Require(!scaling.Uniform, field + ".variance_scaling_initializer.uniform", "is not supported.");
                return shape => Initializer.TruncatedNormal(0, (float)(Math.Sqrt(scaling.Factor / Fan(shape, scaling.Mode)) / TruncatedDeviation));
            default:
                throw new DetectorConfigException(
                    field, "must be truncated_normal_initializer, random_normal_initializer or variance_scaling_initializer.");
        }
    }

    private static double Fan(IReadOnlyList<int> shape, VarianceScalingInitializer.Types.Mode mode)
    {
        var (outputs, inputs) = ((double)shape[0] * shape[2] * shape[3], (double)shape[1] * shape[2] * shape[3]);
        return mode switch
        {
            VarianceScalingInitializer.Types.Mode.FanIn => inputs,
            VarianceScalingInitializer.Types.Mode.FanOut => outputs,
            _ => (inputs + outputs) / 2,
        };
    }
}
