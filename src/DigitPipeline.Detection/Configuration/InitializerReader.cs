using DigitPipeline.Formats.Protos;
using Initializer = DigitPipeline.Detection.Model.Initializer;
using Protos = DigitPipeline.Formats.Protos;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads <c>conv_hyperparams.initializer</c>.</summary>
internal static class InitializerReader
{
    // Deviation of a normal distribution that is cut at two deviations; TensorFlow's variance scaling makes up for it.
    private const double TruncatedDeviation = .87962566103423978;

    /// <summary>Keras' VarianceScaling with its defaults: factor 1 over the inputs.</summary>
    public static Initializer VarianceScalingDefaults(IReadOnlyList<int> shape) =>
        Scaled(shape, 1, VarianceScalingInitializer.Types.Mode.FanIn, uniform: false);

    /// <summary>The initial values of a kernel of a shape <c>[out, in, height, width]</c>; null where the initializer is not known.</summary>
    public static Func<IReadOnlyList<int>, Initializer>? Read(Protos.Initializer? message)
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
                return shape => Scaled(shape, scaling.Factor, scaling.Mode, scaling.Uniform);
            case Protos.Initializer.InitializerOneofOneofCase.KerasInitializerByName:
                return ByName(message.KerasInitializerByName);
            default:
                return null;
        }
    }

    // Keras' names, in either spelling, with Keras' defaults.
    private static Func<IReadOnlyList<int>, Initializer>? ByName(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant() switch
    {
        "glorotuniform" => shape => Scaled(shape, 1, VarianceScalingInitializer.Types.Mode.FanAvg, uniform: true),
        "glorotnormal" => shape => Scaled(shape, 1, VarianceScalingInitializer.Types.Mode.FanAvg, uniform: false),
        "heuniform" => shape => Scaled(shape, 2, VarianceScalingInitializer.Types.Mode.FanIn, uniform: true),
        "henormal" => shape => Scaled(shape, 2, VarianceScalingInitializer.Types.Mode.FanIn, uniform: false),
        "lecununiform" => shape => Scaled(shape, 1, VarianceScalingInitializer.Types.Mode.FanIn, uniform: true),
        "lecunnormal" => shape => Scaled(shape, 1, VarianceScalingInitializer.Types.Mode.FanIn, uniform: false),
        "variancescaling" => VarianceScalingDefaults,
        "randomnormal" or "normal" => _ => Initializer.Normal(0, .05f),
        "truncatednormal" => _ => Initializer.TruncatedNormal(0, .05f),
        "randomuniform" or "uniform" => _ => Initializer.Uniform(.05f),
        "zeros" or "zero" => _ => Initializer.Constant(0),
        "ones" or "one" => _ => Initializer.Constant(1),
        _ => null,
    };

    private static Initializer Scaled(IReadOnlyList<int> shape, double factor, VarianceScalingInitializer.Types.Mode mode, bool uniform)
    {
        var variance = factor / Fan(shape, mode);
        return uniform
            ? Initializer.Uniform((float)Math.Sqrt(3 * variance))
            : Initializer.TruncatedNormal(0, (float)(Math.Sqrt(variance) / TruncatedDeviation));
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
