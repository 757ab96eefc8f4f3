using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads <c>model.ssd.box_predictor</c>.</summary>
internal static class BoxPredictorReader
{
    private const string Field = "model.ssd.box_predictor.weight_shared_convolutional_box_predictor";

    public static (Model.BoxPredictor Predictor, Model.Hyperparams Hyperparams) Read(Ssd ssd, int anchorsPerCell, int columns)
    {
        var message = ssd.BoxPredictor?.WeightSharedConvolutionalBoxPredictor;
        Require(message is not null, Field, "is needed; other box predictors are not supported.");
        Require(message!.Depth > 0, Field + ".depth", "must be at least 1.");
        Require(message.KernelSize % 2 == 1, Field + ".kernel_size", "must be odd.");
        Require(message.BoxCodeSize == 4, Field + ".box_code_size", "must be 4.");
        Require(!message.UseDropout, Field + ".use_dropout", "is not supported.");
        Require(!message.UseDepthwise, Field + ".use_depthwise", "is not supported.");
        Require(message.BoxEncodingsClipRange is null, Field + ".box_encodings_clip_range", "is not supported.");
        Require(
            message.ScoreConverter == WeightSharedConvolutionalBoxPredictor.Types.ScoreConverter.Identity,
            Field + ".score_converter",
            "must be IDENTITY; post_processing.score_converter makes the scores.");
        return (
            new Model.BoxPredictor(
                message.Depth,
                message.NumLayersBeforePredictor,
                message.KernelSize,
                message.SharePredictionTower,
                message.ClassPredictionBiasInit,
                anchorsPerCell,
                columns),
            HyperparamsReader.Read(message.ConvHyperparams, Field + ".conv_hyperparams"));
    }
}
