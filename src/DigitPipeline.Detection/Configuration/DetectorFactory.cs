using DigitPipeline.Detection.Anchors;
using DigitPipeline.Detection.Model;
using DigitPipeline.Detection.PostProcessing;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Makes a detector from a pipeline.config, and refuses what it would not do as the config says.</summary>
public static class DetectorFactory
{
    /// <summary>Reads the detector.</summary>
    /// <param name="config">A pipeline.config with an SSD model.</param>
    /// <param name="zeroLastGamma">
    /// Start the last batch norm of each residual block at zero, which lets deep networks train from scratch in few steps. The
    /// original starts at one; the topology is the same.
    /// </param>
    /// <exception cref="DetectorConfigException">Names a field that is missing or not supported.</exception>
    public static DetectorDefinition FromConfig(TrainEvalPipelineConfig config, bool zeroLastGamma = true)
    {
        Require(config.Model?.ModelCase == DetectionModel.ModelOneofCase.Ssd, "model.ssd", "is needed; other models are not supported.");
        var ssd = config.Model!.Ssd;
        Require(ssd.NumClasses > 0, "model.ssd.num_classes", "must be at least 1.");
        Require(!ssd.FreezeBatchnorm, "model.ssd.freeze_batchnorm", "is not supported.");
        Require(!ssd.UseConfidencesAsTargets, "model.ssd.use_confidences_as_targets", "is not supported.");
        Require(!ssd.ExplicitBackgroundClass, "model.ssd.explicit_background_class", "is not supported.");
        Require(ssd.MaskHeadConfig is null, "model.ssd.mask_head_config", "is not supported; this is a box detector.");
        Require(ssd.EncodeBackgroundAsZeros, "model.ssd.encode_background_as_zeros", "must be true.");
        Require(
            ssd.SimilarityCalculator is null or { RegionSimilarityCase: RegionSimilarityCalculator.RegionSimilarityOneofCase.IouSimilarity },
            "model.ssd.similarity_calculator",
            "must be iou_similarity.");

        Require(ssd.ImageResizer?.FixedShapeResizer is not null, "model.ssd.image_resizer", "must be a fixed_shape_resizer.");
        var resizer = ssd.ImageResizer!.FixedShapeResizer;
        Require(resizer.ResizeMethod == ResizeType.Bilinear, "model.ssd.image_resizer.fixed_shape_resizer.resize_method", "must be BILINEAR.");
        Require(!resizer.ConvertToGrayscale, "model.ssd.image_resizer.fixed_shape_resizer.convert_to_grayscale", "is not supported.");

        var anchors = ReadAnchors(ssd);
        var extractor = FeatureExtractorReader.Read(ssd, zeroLastGamma);
        Require(
            (anchors.MinLevel, anchors.MaxLevel) == (extractor.MinLevel, extractor.MaxLevel),
            "model.ssd.anchor_generator.multiscale_anchor_generator",
            FormattableString.Invariant($"levels {anchors.MinLevel} to {anchors.MaxLevel} do not fit the feature extractor's {extractor.MinLevel} to {extractor.MaxLevel}."));
        var columns = ssd.NumClasses + (ssd.AddBackgroundClass ? 1 : 0);
        var (predictor, hyperparams) = BoxPredictorReader.Read(ssd, anchors.PerCell, columns);
        return new DetectorDefinition(
            (height, width) =>
            {
                var network = new NetworkBuilder(height, width);
                var levels = predictor.Build(network, hyperparams, extractor.Build(network), anchors.MinLevel);
                return new DetectorNetwork((InputNode)network.Input.Node, levels, network.Variables);
            },
            resizer.Height,
            resizer.Width,
            ssd.NumClasses,
            ssd.AddBackgroundClass,
            extractor.Input,
            anchors,
            ReadCoder(ssd),
            ReadMatcher(ssd),
            LossReader.Read(ssd),
            ReadPostProcessing(ssd));
    }

    private static MultiscaleAnchors ReadAnchors(Ssd ssd)
    {
        const string Field = "model.ssd.anchor_generator.multiscale_anchor_generator";
        Require(ssd.AnchorGenerator?.MultiscaleAnchorGenerator is not null, Field, "is needed; other anchor generators are not supported.");
        var generator = ssd.AnchorGenerator!.MultiscaleAnchorGenerator;
        Require(generator.NormalizeCoordinates, Field + ".normalize_coordinates", "must be true.");
        Require(generator.AspectRatios.Count > 0, Field + ".aspect_ratios", "must have at least one ratio.");
        return new MultiscaleAnchors(
            generator.MinLevel, generator.MaxLevel, generator.AnchorScale, [.. generator.AspectRatios], generator.ScalesPerOctave);
    }

    private static Targets.FasterRcnnBoxCoder ReadCoder(Ssd ssd)
    {
        Require(ssd.BoxCoder?.FasterRcnnBoxCoder is not null, "model.ssd.box_coder", "must be a faster_rcnn_box_coder.");
        var coder = ssd.BoxCoder!.FasterRcnnBoxCoder;
        return new Targets.FasterRcnnBoxCoder(coder.YScale, coder.XScale, coder.HeightScale, coder.WidthScale);
    }

    private static Targets.ArgMaxMatcher ReadMatcher(Ssd ssd)
    {
        const string Field = "model.ssd.matcher.argmax_matcher";
        Require(ssd.Matcher?.ArgmaxMatcher is not null, Field, "is needed; other matchers are not supported.");
        var matcher = ssd.Matcher!.ArgmaxMatcher;
        Require(!matcher.IgnoreThresholds, Field + ".ignore_thresholds", "is not supported.");
        Require(matcher.NegativesLowerThanUnmatched, Field + ".negatives_lower_than_unmatched", "must be true.");
        Require(
            matcher.UnmatchedThreshold <= matcher.MatchedThreshold, Field + ".unmatched_threshold", "must not be above matched_threshold.");
        return new Targets.ArgMaxMatcher(matcher.MatchedThreshold, matcher.UnmatchedThreshold, matcher.ForceMatchForEachRow);
    }

    private static PostProcessingOptions ReadPostProcessing(Ssd ssd)
    {
        const string Field = "model.ssd.post_processing";
        const string Nms = Field + ".batch_non_max_suppression";
        Require(ssd.PostProcessing?.BatchNonMaxSuppression is not null, Nms, "is needed.");
        Require(ssd.PostProcessing!.ScoreConverter == Formats.Protos.PostProcessing.Types.ScoreConverter.Sigmoid, Field + ".score_converter", "must be SIGMOID.");
        Require(ssd.PostProcessing.CalibrationConfig is null, Field + ".calibration_config", "is not supported.");
        var nms = ssd.PostProcessing.BatchNonMaxSuppression;
        Require(nms.SoftNmsSigma == 0, Nms + ".soft_nms_sigma", "is not supported.");
        Require(!nms.UseCombinedNms, Nms + ".use_combined_nms", "is not supported.");
        Require(!nms.UsePartitionedNms, Nms + ".use_partitioned_nms", "is not supported.");
        Require(nms.MaxClassesPerDetection == 1, Nms + ".max_classes_per_detection", "must be 1.");
        Require(nms.IouThreshold is >= 0 and <= 1, Nms + ".iou_threshold", "must be in [0, 1].");
        Require(
            nms.MaxDetectionsPerClass <= nms.MaxTotalDetections, Nms + ".max_detections_per_class", "must not be above max_total_detections.");
        return new PostProcessingOptions(
            nms.ScoreThreshold,
            nms.IouThreshold,
            nms.MaxDetectionsPerClass,
            nms.MaxTotalDetections,
            nms.UseClassAgnosticNms,
            ssd.PostProcessing.LogitScale);
    }
}
