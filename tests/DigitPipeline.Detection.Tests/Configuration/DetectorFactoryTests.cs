using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Model;

namespace DigitPipeline.Detection.Tests.Configuration;

public class DetectorFactoryTests
{
    private static readonly string Original = Configs.Original(".125", 16, 10, 160);

    [Theory]
    [InlineData("num_classes: 3", "", "model.ssd.num_classes")]
    [InlineData("ssd_resnet10_basic_fpn", "ssd_mobilenet_v2_keras", "model.ssd.feature_extractor.type")]
    [InlineData("use_class_agnostic_nms: true", "max_classes_per_detection: 2", "max_classes_per_detection")]
    [InlineData("use_class_agnostic_nms: true", "use_combined_nms: true", "use_combined_nms")]
    [InlineData("use_class_agnostic_nms: true", "max_detections_per_class: 101", "max_detections_per_class")]
    [InlineData("min_level: 3 max_level: 4 anchor_scale", "min_level: 3 max_level: 5 anchor_scale", "multiscale_anchor_generator")]
    [InlineData("fixed_shape_resizer { height: 64 width: 64 }", "identity_resizer { }", "image_resizer")]
    [InlineData("fixed_shape_resizer { height: 64 width: 64 }", "pad_to_multiple_resizer { multiple: 8 }", "image_resizer")]
    [InlineData("fixed_shape_resizer { height: 64 width: 64 }", "conditional_shape_resizer { size_threshold: 20 }", "image_resizer")]
    [InlineData("fixed_shape_resizer { height: 64 width: 64 }", "fixed_shape_resizer { height: 64 width: 64 convert_to_grayscale: true }", "convert_to_grayscale")]
    [InlineData("fixed_shape_resizer { height: 64 width: 64 }", "keep_aspect_ratio_resizer { min_dimension: 64 max_dimension: 64 }", "pad_to_max_dimension")]
    [InlineData("fixed_shape_resizer { height: 64 width: 64 }", "fixed_shape_resizer { height: 72 width: 40 }", "image_resizer")]
    [InlineData("add_background_class: false", "explicit_background_class: true", "explicit_background_class")]
    [InlineData("share_prediction_tower: true", "use_depthwise: true", "use_depthwise")]
    [InlineData("share_prediction_tower: true", "box_code_size: 5", "box_code_size")]
    public void What_is_not_supported_is_refused_by_name(string found, string replacement, string field)
    {
        var text = Configs.Tiny.Replace(found, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Configs.Tiny, text);
        var failure = Assert.Throws<DetectorConfigException>(() => Configs.Detector(text));
        Assert.Contains(field, failure.Message);
    }

    [Theory]
    [InlineData("num_classes: 3", "num_classes: 3 use_confidences_as_targets: true", "use_confidences_as_targets")]
    [InlineData("num_classes: 3", "num_classes: 4 explicit_background_class: true", "explicit_background_class")]
    [InlineData("encode_background_as_zeros: true", "", "encode_background_as_zeros")]
    [InlineData("share_prediction_tower: true", "use_dropout: true", "use_dropout")]
    [InlineData("weighted_smooth_l1", "weighted_l2", "localization_loss")]
    [InlineData("weighted_sigmoid_focal { alpha: .5 gamma: 1.5 }", "weighted_softmax { }", "classification_loss")]
    [InlineData("unmatched_threshold: .4", "unmatched_threshold: .5", "unmatched_threshold")]
    [InlineData("iou_similarity", "ioa_similarity", "similarity_calculator")]
    [InlineData("regularizer { l2_regularizer { weight: 0 } }", "regularizer { l1_regularizer { weight: 1 } }", "l1_regularizer")]
    [InlineData("random_normal_initializer { stddev: .01 }", "keras_initializer_by_name: 'orthogonal'", "initializer")]
    [InlineData("batch_norm {", "sync_batch_norm {", "sync_batch_norm")]
    public void What_can_be_exported_but_not_trained_is_refused_by_name_in_training_only(string found, string replacement, string field)
    {
        var text = Configs.Tiny.Replace(found, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Configs.Tiny, text);
        Assert.NotEmpty(Configs.Detector(text).Network.Variables);
        var failure = Assert.Throws<DetectorConfigException>(() => ObjectiveReader.FromConfig(Configs.Parse(text)));
        Assert.Contains(field, failure.Message);
    }

    [Fact]
    public void The_original_s_pyramid_levels_cannot_be_trained_otherwise()
    {
        var text = Original.Replace("min_depth: 16", "min_depth: 16 fpn { max_level: 6 }", StringComparison.Ordinal);
        Assert.Equal(7, Configs.Detector(text).Anchors.MaxLevel);
        Assert.Equal(
            "model.ssd.feature_extractor.fpn.max_level",
            Assert.Throws<DetectorConfigException>(() => ObjectiveReader.FromConfig(Configs.Parse(text))).Path);
    }

    [Fact]
    public void The_small_detector_has_no_background_column_when_the_config_says_so()
    {
        var definition = Configs.Detector(Configs.Tiny);
        Assert.False(definition.HasBackground);
        Assert.Equal(3, definition.ClassColumns);
    }

    [Fact]
    public void An_explicit_background_is_one_of_the_classes()
    {
        var definition = Configs.Detector(Configs.Tiny.Replace(
            "add_background_class: false", "add_background_class: false explicit_background_class: true", StringComparison.Ordinal));
        Assert.Equal((2, true, 3), (definition.ClassCount, definition.HasBackground, definition.ClassColumns));
    }

    [Theory]
    [InlineData("50", 53, 265)]
    [InlineData("101", 104, 520)]
    [InlineData("152", 155, 775)]
    public void The_deeper_backbones_have_Keras_layers(string depth, int convolutions, int variables)
    {
        var network = Configs.Detector(Original.Replace("resnet50", "resnet" + depth, StringComparison.Ordinal)).Network;
        var backbone = network.Variables.Where(variable => variable.Name.StartsWith(KerasResNet.Layers, StringComparison.Ordinal)).ToList();
        Assert.Equal(convolutions, backbone.Count(variable => variable.Shape.Count == 4));
        Assert.Equal(variables, backbone.Count);
    }

    [Theory]
    [InlineData("scale: true", "scale: false", "gamma", false)]
    [InlineData("scale: true", "scale: true center: false", "beta", false)]
    [InlineData("share_prediction_tower: true", "share_prediction_tower: false", "_head_scope_conv_layers/ClassPredictionTower", true)]
    [InlineData("share_prediction_tower: true", "share_prediction_tower: true", "_base_tower_layers_for_heads/class_predictions_with_background", false)]
    [InlineData("share_prediction_tower: true", "share_prediction_tower: true", "_base_tower_layers_for_heads/box_encodings/1/1/gamma", true)]
    [InlineData("share_prediction_tower: true", "use_dropout: true", "_class_predictor_layers/1/kernel", true)]
    [InlineData("activation: RELU\n", "activation: RELU force_use_bias: true\n", "PredictionTower/0/bias", true)]
    [InlineData("batch_norm { decay: .9 epsilon: .001 scale: true }", "", "_base_tower_layers_for_heads", false)]
    [InlineData("batch_norm { decay: .9 epsilon: .001 scale: true }", "", "conv_layers/0/0/bias", true)]
    [InlineData("batch_norm {", "sync_batch_norm {", "_base_tower_layers_for_heads", false)]
    public void Settings_decide_which_variables_a_model_has(string found, string replacement, string name, bool has)
    {
        var text = Configs.Tiny.Replace(found, replacement, StringComparison.Ordinal);
        Assert.Contains(found, Configs.Tiny);
        Assert.Equal(has, Configs.Detector(text).Network.Variables.Any(variable => variable.Name.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_the_override_the_backbone_has_the_settings_of_Keras()
    {
        var text = Original.Replace("override_base_feature_extractor_hyperparams: true", "", StringComparison.Ordinal);
        var network = Configs.Detector(text).Network;
        var kernel = network.Variables.First(variable => variable.Name.EndsWith("layer_with_weights-0/kernel", StringComparison.Ordinal));
        Assert.Equal(.0002f, kernel.L2);
        Assert.Equal(InitializerKind.TruncatedNormal, kernel.Initializer.Kind);
        Assert.Equal(Math.Sqrt(1 / 147.0) / .87962566103423978, kernel.Initializer.Spread, 1e-6);
    }

    [Theory]
    [InlineData(128, "at least 129")]
    [InlineData(144, "multiples of 32")]
    public void An_input_that_the_pyramid_cannot_take_is_refused(int side, string reason)
    {
        var failure = Assert.Throws<DetectorConfigException>(() => Configs.Detector(Configs.Original(".125", 16, 10, side)));
        Assert.Equal("model.ssd.image_resizer", failure.Path);
        Assert.Contains(reason, failure.Message);
    }

    [Fact]
    public void Padding_to_a_multiple_makes_other_inputs_possible()
    {
        var text = Configs.Original(".125", 16, 10, 144).Replace("min_depth: 16", "min_depth: 16 pad_to_multiple: 32", StringComparison.Ordinal);
        var definition = Configs.Detector(text);
        Assert.Equal(6 * ((20 * 20) + (10 * 10) + (5 * 5) + (3 * 3) + (2 * 2)), definition.GenerateAnchors().Length);
    }
}
