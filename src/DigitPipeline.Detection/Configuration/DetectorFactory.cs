using DigitPipeline.Detection.Model;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>
/// Makes a detector from a pipeline.config as it is at inference, and refuses what it would not do as the config says. What only
/// concerns training is <see cref="ObjectiveReader"/>'s.
/// </summary>
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
        Require(ssd.MaskHeadConfig is null, "model.ssd.mask_head_config", "is not supported; this is a box detector.");
        Require(!ssd.ExplicitBackgroundClass || !ssd.AddBackgroundClass, "model.ssd.explicit_background_class", "excludes add_background_class.");
        Require(!ssd.ExplicitBackgroundClass || ssd.NumClasses > 1, "model.ssd.num_classes", "must be above 1: one is the background.");

        var resizer = ResizerReader.Read(ssd.ImageResizer);
        var extractor = FeatureExtractorReader.Read(ssd, zeroLastGamma);
        var anchors = AnchorReader.Read(ssd.AnchorGenerator) with { PadToMultiple = extractor.PadToMultiple };
        Require(
            (anchors.MinLevel, anchors.MaxLevel) == (extractor.MinLevel, extractor.MaxLevel),
            "model.ssd.anchor_generator.multiscale_anchor_generator",
            FormattableString.Invariant($"levels {anchors.MinLevel} to {anchors.MaxLevel} do not fit the feature extractor's {extractor.MinLevel} to {extractor.MaxLevel}."));

        var columns = ssd.NumClasses + (ssd.AddBackgroundClass ? 1 : 0);
        var predictor = BoxPredictorReader.Read(ssd, anchors.PerCell, columns, out var predictorSigmoid);
        var definition = new DetectorDefinition(
            Build,
            resizer.Height,
            resizer.Width,
            ssd.ExplicitBackgroundClass ? ssd.NumClasses - 1 : ssd.NumClasses,
            ssd.AddBackgroundClass || ssd.ExplicitBackgroundClass,
            extractor.Input with { Resize = extractor.OwnResize ?? resizer.Kind, Aspect = resizer.Aspect },
            anchors,
            ReadCoder(ssd),
            PostProcessingReader.Read(ssd.PostProcessing, predictorSigmoid));
        CheckSize(definition, extractor.LeastSide);
        return definition;

        DetectorNetwork Build(int height, int width)
        {
            var network = new NetworkBuilder(height, width);
            var levels = predictor.Build(network, extractor.Build(network), anchors.MinLevel);
            return new DetectorNetwork((InputNode)network.Input.Node, levels, network.Variables);
        }
    }

    private static Targets.FasterRcnnBoxCoder ReadCoder(Ssd ssd)
    {
        Require(ssd.BoxCoder?.FasterRcnnBoxCoder is not null, "model.ssd.box_coder", "must be a faster_rcnn_box_coder.");
        var coder = ssd.BoxCoder!.FasterRcnnBoxCoder;
        return new Targets.FasterRcnnBoxCoder(coder.YScale, coder.XScale, coder.HeightScale, coder.WidthScale);
    }

    private static void CheckSize(DetectorDefinition definition, int leastSide)
    {
        const string Field = "model.ssd.image_resizer";
        Require(
            Math.Min(definition.Height, definition.Width) >= leastSide,
            Field,
            FormattableString.Invariant($"gives an input of {definition.Height} x {definition.Width}, expected at least {leastSide} on each side."));
        try
        {
            _ = definition.Network;
        }
        catch (ArgumentException mismatch)
        {
            throw new DetectorConfigException(Field, mismatch.Message);
        }
    }
}
