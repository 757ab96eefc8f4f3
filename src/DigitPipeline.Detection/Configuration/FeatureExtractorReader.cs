using DigitPipeline.Detection.Model;
using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>A feature extractor: pictures in, pyramid levels out.</summary>
internal sealed record FeatureExtractor(int MinLevel, int MaxLevel, PictureInput Input, Func<NetworkBuilder, IReadOnlyList<FeatureMap>> Build);

/// <summary>Reads <c>model.ssd.feature_extractor</c>.</summary>
internal static class FeatureExtractorReader
{
    /// <summary>The original's ResNet50 with a feature pyramid, at any width.</summary>
    public const string ResNet50 = "ssd_resnet50_v1_fpn_keras";

    /// <summary>This house's own: one basic block a stage, its pyramid as wide as <c>fpn.additional_layer_depth</c>.</summary>
    public const string ResNet10Basic = "ssd_resnet10_basic_fpn";

    private const string Field = "model.ssd.feature_extractor";

    public static FeatureExtractor Read(Ssd ssd, bool zeroLastGamma)
    {
        var message = ssd.FeatureExtractor;
        Require(message is not null, Field, "is needed.");
        Require(message!.Type is ResNet50 or ResNet10Basic, Field + ".type", $"'{message.Type}' is not supported; use {ResNet50} or {ResNet10Basic}.");
        Require(message.Bifpn is null, Field + ".bifpn", "is not supported.");
        Require(message.PadToMultiple <= 1, Field + ".pad_to_multiple", "is not supported.");
        Require(!message.UseDepthwise, Field + ".use_depthwise", "is not supported.");
        Require(
            message.OverrideBaseFeatureExtractorHyperparams, Field + ".override_base_feature_extractor_hyperparams", "must be true.");
        var hyperparams = HyperparamsReader.Read(message.ConvHyperparams, Field + ".conv_hyperparams");
        return message.Type == ResNet50 ? Original(message, hyperparams, zeroLastGamma) : Basic(message, hyperparams, zeroLastGamma);
    }

    private static FeatureExtractor Original(SsdFeatureExtractor message, Model.Hyperparams hyperparams, bool zeroLastGamma)
    {
        const string Ignored = "the original does not forward this field of its ResNet extractors and always uses ";
        Require(message.Fpn is null || message.Fpn.MinLevel == 3, Field + ".fpn.min_level", Ignored + "3.");
        Require(message.Fpn is null || message.Fpn.MaxLevel == 7, Field + ".fpn.max_level", Ignored + "7.");
        Require(message.Fpn is null || message.Fpn.AdditionalLayerDepth == 256, Field + ".fpn.additional_layer_depth", Ignored + "256.");
        var filters = Filters(message);
        return new FeatureExtractor(
            3,
            7,
            new PictureInput(1, [-123.68f, -116.779f, -103.939f], ResizeKind.LegacyBilinear),
            network =>
            {
                var stages = new KerasResNet(network, hyperparams, filters, zeroLastGamma ? 0 : 1).Build(KerasResNet.Blocks50);
                return FeaturePyramid.Build(network, hyperparams, stages, 3, 7, filters(256));
            });
    }

    private static FeatureExtractor Basic(SsdFeatureExtractor message, Model.Hyperparams hyperparams, bool zeroLastGamma)
    {
        Require(message.Fpn is not null, Field + ".fpn", "is needed.");
        var (min, max, depth) = (message.Fpn!.MinLevel, message.Fpn.MaxLevel, message.Fpn.AdditionalLayerDepth);
        Require(min is >= 2 and <= 5, Field + ".fpn.min_level", "must be from 2 to 5.");
        Require(max >= min && max <= 8, Field + ".fpn.max_level", "must be from min_level to 8.");
        Require(depth > 0, Field + ".fpn.additional_layer_depth", "must be at least 1.");
        var filters = Filters(message);
        const float Middle = -127.5f / 64;
        return new FeatureExtractor(
            min,
            max,
            new PictureInput(1 / 64f, [Middle, Middle, Middle], ResizeKind.Antialiased),
            network => FeaturePyramid.Build(
                network, hyperparams, new BasicResNet(network, hyperparams, filters, zeroLastGamma ? 0 : 1).Build(max), min, max, depth));
    }

    private static Func<int, int> Filters(SsdFeatureExtractor message)
    {
        var (multiplier, least) = ((double)message.DepthMultiplier, message.MinDepth);
        return filters => Math.Max((int)(filters * multiplier), least);
    }
}
