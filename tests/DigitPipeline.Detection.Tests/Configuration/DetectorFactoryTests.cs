using DigitPipeline.Detection.Configuration;

namespace DigitPipeline.Detection.Tests.Configuration;

public class DetectorFactoryTests
{
    [Theory]
    [InlineData("num_classes: 3", "freeze_batchnorm: true num_classes: 3", "model.ssd.freeze_batchnorm")]
    [InlineData("num_classes: 3", "", "model.ssd.num_classes")]
    [InlineData("ssd_resnet10_basic_fpn", "ssd_mobilenet_v2_keras", "model.ssd.feature_extractor.type")]
    [InlineData("use_class_agnostic_nms: true", "soft_nms_sigma: .5", "soft_nms_sigma")]
    [InlineData("scale: true", "scale: false", "batch_norm.scale")]
    [InlineData("share_prediction_tower: true", "use_dropout: true", "use_dropout")]
    [InlineData("encode_background_as_zeros: true", "", "encode_background_as_zeros")]
    [InlineData("weighted_smooth_l1", "weighted_l2", "localization_loss")]
    [InlineData("min_level: 3 max_level: 4 anchor_scale", "min_level: 3 max_level: 5 anchor_scale", "multiscale_anchor_generator")]
    [InlineData("fixed_shape_resizer { height: 64 width: 64 }", "identity_resizer { }", "image_resizer")]
    public void What_is_not_supported_is_refused_by_name(string found, string replacement, string field)
    {
        var text = Configs.Tiny.Replace(found, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Configs.Tiny, text);
        var failure = Assert.Throws<DetectorConfigException>(() => Configs.Detector(text));
        Assert.Contains(field, failure.Message);
    }

    [Fact]
    public void The_original_s_pyramid_levels_cannot_be_set()
    {
        var text = Configs.Original("1", 256, 90, 640).Replace("min_depth: 16", "min_depth: 16 fpn { max_level: 6 }", StringComparison.Ordinal);
        Assert.Equal("model.ssd.feature_extractor.fpn.max_level", Assert.Throws<DetectorConfigException>(() => Configs.Detector(text)).Path);
    }

    [Fact]
    public void The_small_detector_has_no_background_column_when_the_config_says_so()
    {
        var definition = Configs.Detector(Configs.Tiny);
        Assert.False(definition.HasBackground);
        Assert.Equal(3, definition.ClassColumns);
    }
}
