using DigitPipeline.Detection.PostProcessing;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads <c>model.ssd.post_processing</c>.</summary>
internal static class PostProcessingReader
{
    private const string Field = "model.ssd.post_processing";
    private const string Nms = Field + ".batch_non_max_suppression";

    /// <summary>Reads it; <paramref name="predictorSigmoid"/> says whether the box predictor has a sigmoid of its own.</summary>
    public static PostProcessingOptions Read(Formats.Protos.PostProcessing? message, bool predictorSigmoid)
    {
        Require(message?.BatchNonMaxSuppression is not null, Nms, "is needed.");
        Require(message!.CalibrationConfig is null, Field + ".calibration_config", "is not supported.");
        Require(message.LogitScale != 0, Field + ".logit_scale", "must not be 0.");
        var nms = message.BatchNonMaxSuppression;
        Check(nms);
        return new PostProcessingOptions(
            nms.ScoreThreshold, nms.IouThreshold, nms.MaxDetectionsPerClass, nms.MaxTotalDetections, nms.UseClassAgnosticNms, message.LogitScale)
        {
            Conversion = message.ScoreConverter switch
            {
                Formats.Protos.PostProcessing.Types.ScoreConverter.Identity => ScoreConversion.Identity,
                Formats.Protos.PostProcessing.Types.ScoreConverter.Softmax => ScoreConversion.Softmax,
                _ => ScoreConversion.Sigmoid,
            },
            PredictorSigmoid = predictorSigmoid,
            SoftSigma = nms.SoftNmsSigma,
            ClipFirst = nms.UseCombinedNms,
            RelativeToPicture = nms.ChangeCoordinateFrame,
        };
    }

    // The original refuses the same combinations, when the model is built or when it first runs.
    private static void Check(BatchNonMaxSuppression nms)
    {
        Require(nms.IouThreshold is >= 0 and <= 1, Nms + ".iou_threshold", "must be in [0, 1].");
        Require(nms.MaxDetectionsPerClass > 0, Nms + ".max_detections_per_class", "must be at least 1.");
        Require(
            nms.MaxDetectionsPerClass <= nms.MaxTotalDetections, Nms + ".max_detections_per_class", "must not be above max_total_detections.");
        Require(nms.MaxClassesPerDetection == 1, Nms + ".max_classes_per_detection", "must be 1.");
        Require(nms.SoftNmsSigma >= 0, Nms + ".soft_nms_sigma", "must not be negative.");
        Require(nms.SoftNmsSigma == 0 || !nms.UseHardNms, Nms + ".use_hard_nms", "excludes soft_nms_sigma.");
        Require(nms.SoftNmsSigma == 0 || !nms.UseStaticShapes, Nms + ".use_static_shapes", "excludes soft_nms_sigma.");
        Require(!nms.UsePartitionedNms || !nms.UseStaticShapes, Nms + ".use_partitioned_nms", "is not supported with use_static_shapes.");
        if (nms.UseCombinedNms)
        {
            Require(!nms.ChangeCoordinateFrame, Nms + ".use_combined_nms", "needs change_coordinate_frame: false.");
            Require(!nms.UseClassAgnosticNms, Nms + ".use_combined_nms", "excludes use_class_agnostic_nms.");
            Require(nms.SoftNmsSigma == 0, Nms + ".use_combined_nms", "excludes soft_nms_sigma.");
        }
    }
}
