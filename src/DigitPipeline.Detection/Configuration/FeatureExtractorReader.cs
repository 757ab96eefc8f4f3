using DigitPipeline.Detection.Model;
using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;
using Hyperparams = DigitPipeline.Detection.Model.Hyperparams;

namespace DigitPipeline.Detection.Configuration;

/// <summary>A feature extractor: pictures in, pyramid levels out.</summary>
internal sealed record FeatureExtractor(int MinLevel, int MaxLevel, PictureInput Input, Func<NetworkBuilder, IReadOnlyList<FeatureMap>> Build)
{
    /// <summary>The network pads its input up to multiples of this.</summary>
    public int PadToMultiple { get; init; } = 1;

    /// <summary>Least height and width of the input.</summary>
    public int LeastSide { get; init; } = 1;

    /// <summary>How the extractor wants pictures resized where it does not leave that to the resizer.</summary>
    public ResizeKind? OwnResize { get; init; }
}

/// <summary>Reads <c>model.ssd.feature_extractor</c>.</summary>
internal static class FeatureExtractorReader
{
    /// <summary>The original's ResNets with a feature pyramid, at any width, and their blocks.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<int>> ResNets = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal)
    {
        ["ssd_resnet50_v1_fpn_keras"] = KerasResNet.Blocks50,
        ["ssd_resnet101_v1_fpn_keras"] = KerasResNet.Blocks101,
        ["ssd_resnet152_v1_fpn_keras"] = KerasResNet.Blocks152,
    };

    /// <summary>This house's own: one basic block a stage, its pyramid as wide as <c>fpn.additional_layer_depth</c>.</summary>
    public const string ResNet10Basic = "ssd_resnet10_basic_fpn";

    private const string Field = "model.ssd.feature_extractor";

    // The original's check, for want of which its pyramid would fail later.
    private const int LeastSideOfResNets = 129;

    public static FeatureExtractor Read(Ssd ssd, bool zeroLastGamma)
    {
        var message = ssd.FeatureExtractor;
        Require(message is not null, Field, "is needed.");
        Require(
            message!.Type == ResNet10Basic || ResNets.ContainsKey(message.Type),
            Field + ".type",
            $"'{message.Type}' is not supported; use {string.Join(", ", ResNets.Keys)} or {ResNet10Basic}.");
        Require(message.Bifpn is null, Field + ".bifpn", "is not supported.");
        Require(message.DepthMultiplier > 0, Field + ".depth_multiplier", "must be above 0.");
        Require(!message.HasNumLayers, Field + ".num_layers", "belongs to other extractors; take it out.");
        Require(!message.HasReplacePreprocessorWithPlaceholder, Field + ".replace_preprocessor_with_placeholder", "belongs to other extractors; take it out.");
        var hyperparams = HyperparamsReader.Read(message.ConvHyperparams, Field + ".conv_hyperparams");
        return message.Type == ResNet10Basic ? Basic(message, hyperparams, zeroLastGamma) : Original(message, hyperparams, zeroLastGamma);
    }

    // The original forwards neither fpn nor use_depthwise nor use_explicit_padding to its ResNets: levels are always 3 to 7.
    private static FeatureExtractor Original(SsdFeatureExtractor message, Hyperparams hyperparams, bool zeroLastGamma)
    {
        var (filters, blocks, multiple) = (Filters(message), ResNets[message.Type], Math.Max(1, message.PadToMultiple));
        var backbone = message.OverrideBaseFeatureExtractorHyperparams ? hyperparams : HyperparamsReader.ResNetDefaults;
        return new FeatureExtractor(
            3,
            7,
            new PictureInput(1, [-123.68f, -116.779f, -103.939f], ResizeKind.LegacyBilinear),
            network =>
            {
                var padding = (Missing(network.Input.Height, multiple), Missing(network.Input.Width, multiple));
                var stages = new KerasResNet(network, backbone, filters, zeroLastGamma ? 0 : 1, padding).Build(blocks);
                return FeaturePyramid.Build(network, hyperparams, stages, 3, 7, filters(256));
            })
        {
            PadToMultiple = multiple,
            LeastSide = LeastSideOfResNets,
        };
    }

    private static FeatureExtractor Basic(SsdFeatureExtractor message, Hyperparams hyperparams, bool zeroLastGamma)
    {
        Require(message.Fpn is not null, Field + ".fpn", "is needed.");
        var (min, max, depth) = (message.Fpn!.MinLevel, message.Fpn.MaxLevel, message.Fpn.AdditionalLayerDepth);
        Require(min is >= 2 and <= 5, Field + ".fpn.min_level", "must be from 2 to 5.");
        Require(max >= min && max <= 8, Field + ".fpn.max_level", "must be from min_level to 8.");
        Require(depth > 0, Field + ".fpn.additional_layer_depth", "must be at least 1.");
        Require(message.PadToMultiple <= 1, Field + ".pad_to_multiple", "is not supported.");
        Require(!message.UseDepthwise, Field + ".use_depthwise", "is not supported.");
        Require(
            message.OverrideBaseFeatureExtractorHyperparams, Field + ".override_base_feature_extractor_hyperparams", "must be true.");
        var filters = Filters(message);
        const float Middle = -127.5f / 64;
        return new FeatureExtractor(
            min,
            max,
            new PictureInput(1 / 64f, [Middle, Middle, Middle], ResizeKind.Antialiased),
            network => FeaturePyramid.Build(
                network, hyperparams, new BasicResNet(network, hyperparams, filters, zeroLastGamma ? 0 : 1).Build(max), min, max, depth))
        {
            OwnResize = ResizeKind.Antialiased,
        };
    }

    private static int Missing(int length, int multiple) => (multiple - (length % multiple)) % multiple;

    private static Func<int, int> Filters(SsdFeatureExtractor message)
    {
        var (multiplier, least) = ((double)message.DepthMultiplier, message.MinDepth);
        return filters => Math.Max((int)(filters * multiplier), least);
    }
}
