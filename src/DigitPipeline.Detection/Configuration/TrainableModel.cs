using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Refuses models that can be exported but not trained here, so that nothing in a config is ignored in silence.</summary>
internal static class TrainableModel
{
    private const string Extractor = "model.ssd.feature_extractor";
    private const string Predictor = "model.ssd.box_predictor.weight_shared_convolutional_box_predictor";
    private const string Ignored = "the original does not forward this field of its ResNet extractors and always uses ";

    public static void Check(Ssd ssd)
    {
        Require(!ssd.UseConfidencesAsTargets, "model.ssd.use_confidences_as_targets", "is not supported.");
        Require(!ssd.ExplicitBackgroundClass, "model.ssd.explicit_background_class", "is not supported in training.");
        Require(
            ssd.AddBackgroundClass || ssd.EncodeBackgroundAsZeros,
            "model.ssd.encode_background_as_zeros",
            "must be true where there is no background class.");
        CheckExtractor(ssd.FeatureExtractor);
        var predictor = ssd.BoxPredictor?.WeightSharedConvolutionalBoxPredictor;
        Require(predictor?.UseDropout != true, Predictor + ".use_dropout", "is not supported in training.");
        CheckHyperparams(predictor?.ConvHyperparams, Predictor + ".conv_hyperparams");
    }

    private static void CheckExtractor(SsdFeatureExtractor? extractor)
    {
        CheckHyperparams(extractor?.ConvHyperparams, Extractor + ".conv_hyperparams");
        if (extractor is null || extractor.Type == FeatureExtractorReader.ResNet10Basic)
        {
            return;
        }

        Require(extractor.Fpn is null || extractor.Fpn.MinLevel == 3, Extractor + ".fpn.min_level", Ignored + "3.");
        Require(extractor.Fpn is null || extractor.Fpn.MaxLevel == 7, Extractor + ".fpn.max_level", Ignored + "7.");
        Require(extractor.Fpn is null || extractor.Fpn.AdditionalLayerDepth == 256, Extractor + ".fpn.additional_layer_depth", Ignored + "256.");
        Require(!extractor.UseDepthwise, Extractor + ".use_depthwise", Ignored + "false.");
        Require(!extractor.UseExplicitPadding, Extractor + ".use_explicit_padding", Ignored + "false.");
    }

    private static void CheckHyperparams(Hyperparams? message, string field)
    {
        Require(message?.SyncBatchNorm is null, field + ".sync_batch_norm", "is not supported in training; use batch_norm.");
        Require(message?.BatchNorm?.Train != false, field + ".batch_norm.train", "must be true; model.ssd.freeze_batchnorm keeps all statistics.");
        Require(
            message?.Regularizer?.L1Regularizer is null, field + ".regularizer.l1_regularizer", "is not supported; use l2_regularizer.");
        Require(
            InitializerReader.Read(message?.Initializer) is not null,
            field + ".initializer",
            "must be truncated_normal_initializer, random_normal_initializer, variance_scaling_initializer or a keras_initializer_by_name such as 'glorot_uniform'.");
    }
}
