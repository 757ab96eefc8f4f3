using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads <c>model.ssd.box_predictor</c>.</summary>
internal static class BoxPredictorReader
{
    private const string Field = "model.ssd.box_predictor.weight_shared_convolutional_box_predictor";

    /// <summary>Reads it; <paramref name="sigmoid"/> says whether the predictor makes scores of its logits at inference.</summary>
    public static Model.BoxPredictor Read(Ssd ssd, int anchorsPerCell, int columns, out bool sigmoid)
    {
        var message = ssd.BoxPredictor?.WeightSharedConvolutionalBoxPredictor;
        Require(message is not null, Field, "is needed; other box predictors are not supported.");
        Require(message!.Depth > 0 || message.NumLayersBeforePredictor == 0, Field + ".depth", "must be at least 1.");
        Require(message.KernelSize > 0, Field + ".kernel_size", "must be at least 1.");
        Require(message.NumLayersBeforePredictor >= 0, Field + ".num_layers_before_predictor", "must not be negative.");
        Require(message.BoxCodeSize == 4, Field + ".box_code_size", "must be 4.");
        Require(!message.UseDepthwise, Field + ".use_depthwise", "is not supported.");
        sigmoid = message.ScoreConverter == WeightSharedConvolutionalBoxPredictor.Types.ScoreConverter.Sigmoid;
        return new Model.BoxPredictor(
            HyperparamsReader.ReadOfPredictor(message.ConvHyperparams, Field + ".conv_hyperparams"),
            message.Depth,
            message.NumLayersBeforePredictor,
            message.KernelSize,
            message.SharePredictionTower,
            message.ClassPredictionBiasInit,
            anchorsPerCell,
            columns)
        {
            Dropout = message.UseDropout,
            ClipRange = message.BoxEncodingsClipRange is { } range ? (range.Min, range.Max) : null,
        };
    }
}
