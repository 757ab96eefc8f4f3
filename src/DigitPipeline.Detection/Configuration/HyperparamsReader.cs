using DigitPipeline.Detection.Model;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;
using Hyperparams = DigitPipeline.Detection.Model.Hyperparams;
using Protos = DigitPipeline.Formats.Protos;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Translates <c>conv_hyperparams</c> as the Object Detection API's KerasLayerHyperparams does.</summary>
internal static class HyperparamsReader
{
    /// <summary>
    /// What the original's ResNets have where <c>override_base_feature_extractor_hyperparams</c> is not set, whatever
    /// <c>conv_hyperparams</c> says. Their penalty, 0.0001 times the sum of squares, is not halved.
    /// </summary>
    public static Hyperparams ResNetDefaults { get; } =
        new(InitializerReader.VarianceScalingDefaults, .0002f, Activation.Relu, new Normalization(.997f, 1e-5f));

    /// <summary>Reads those of a feature extractor.</summary>
    public static Hyperparams Read(Protos.Hyperparams? message, string field)
    {
        var norm = message?.NormalizerOneofCase switch
        {
            Protos.Hyperparams.NormalizerOneofOneofCase.BatchNorm => message.BatchNorm,
            Protos.Hyperparams.NormalizerOneofOneofCase.SyncBatchNorm => message.SyncBatchNorm,
            _ => null,
        };
        return Read(message, norm, field);
    }

    /// <summary>Reads those of the box predictor, which has batch norms only by the field <c>batch_norm</c>.</summary>
    public static Hyperparams ReadOfPredictor(Protos.Hyperparams? message, string field) => Read(
        message, message?.NormalizerOneofCase == Protos.Hyperparams.NormalizerOneofOneofCase.BatchNorm ? message.BatchNorm : null, field);

    private static Hyperparams Read(Protos.Hyperparams? message, Protos.BatchNorm? norm, string field)
    {
        Require(message is not null, field, "is needed.");
        Require(
            message!.NormalizerOneofCase != Protos.Hyperparams.NormalizerOneofOneofCase.GroupNorm,
            field + ".group_norm",
            "is not supported; the original ignores it here, and has no normalisation then.");
        return new Hyperparams(
            InitializerReader.Read(message.Initializer) ?? (_ => Initializer.Constant(0)),
            message.Regularizer?.L2Regularizer?.Weight ?? 0,
            message.Activation switch
            {
                Protos.Hyperparams.Types.Activation.None => null,
                Protos.Hyperparams.Types.Activation.Relu => Activation.Relu,
                Protos.Hyperparams.Types.Activation.Relu6 => Activation.Relu6,
                _ => Activation.Swish,
            },
            norm is null ? null : new Normalization(norm.Decay, norm.Epsilon, norm.Center, norm.Scale),
            message.ForceUseBias);
    }
}
