using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Model;
using DigitPipeline.Formats.PipelineConfig;
using DigitPipeline.Formats.Protos;

namespace DigitPipeline.Detection.Tests;

/// <summary>Pipeline configs for tests.</summary>
internal static class Configs
{
    private const string Shared = """
        box_coder { faster_rcnn_box_coder { y_scale: 10 x_scale: 10 height_scale: 5 width_scale: 5 } }
        matcher { argmax_matcher { matched_threshold: .4 unmatched_threshold: .4 force_match_for_each_row: true } }
        similarity_calculator { iou_similarity { } }
        encode_background_as_zeros: true
        normalize_loss_by_num_matches: true
        normalize_loc_loss_by_codesize: true
        loss {
          localization_loss { weighted_smooth_l1 { } }
          classification_loss { weighted_sigmoid_focal { alpha: .5 gamma: 1.5 } }
        }
        post_processing {
          batch_non_max_suppression { score_threshold: .02 iou_threshold: .6 use_class_agnostic_nms: true }
          score_converter: SIGMOID
        }
        """;

    /// <summary>The smallest detector that can learn: a few channels, levels 3 and 4, three classes.</summary>
    public static string Tiny { get; } = $$"""
        model { ssd {
          num_classes: 3
          add_background_class: false
          image_resizer { fixed_shape_resizer { height: 64 width: 64 } }
          feature_extractor {
            type: "ssd_resnet10_basic_fpn" depth_multiplier: .25 min_depth: 8
            fpn { min_level: 3 max_level: 4 additional_layer_depth: 16 }
            conv_hyperparams { {{Layers("variance_scaling_initializer { factor: 2 mode: FAN_OUT }", "RELU", ".9", "0")}} }
            override_base_feature_extractor_hyperparams: true
          }
          box_predictor { weight_shared_convolutional_box_predictor {
            depth: 16 num_layers_before_predictor: 1 share_prediction_tower: true class_prediction_bias_init: -3
            conv_hyperparams { {{Layers("random_normal_initializer { stddev: .01 }", "RELU", ".9", "0")}} }
          } }
          anchor_generator { multiscale_anchor_generator {
            min_level: 3 max_level: 4 anchor_scale: 2 aspect_ratios: [1, .5] scales_per_octave: 2
          } }
          {{Shared}}
        } }
        """;

    /// <summary>The original's ResNet50 in the given widths.</summary>
    public static string Original(string multiplier, int depth, int classes, int size) => $$"""
        model { ssd {
          num_classes: {{classes}}
          image_resizer { fixed_shape_resizer { height: {{size}} width: {{size}} } }
          feature_extractor {
            type: "ssd_resnet50_v1_fpn_keras" depth_multiplier: {{multiplier}} min_depth: 16
            conv_hyperparams { {{Layers("truncated_normal_initializer { stddev: .03 }", "RELU_6", ".997", ".0004")}} }
            override_base_feature_extractor_hyperparams: true
          }
          box_predictor { weight_shared_convolutional_box_predictor {
            depth: {{depth}} num_layers_before_predictor: 4 class_prediction_bias_init: -4.6
            conv_hyperparams { {{Layers("random_normal_initializer { stddev: .01 }", "RELU_6", ".997", ".0004")}} }
          } }
          anchor_generator { multiscale_anchor_generator {
            min_level: 3 max_level: 7 anchor_scale: 4 aspect_ratios: [1, 2, .5] scales_per_octave: 2
          } }
          {{Shared}}
        } }
        """;

    /// <summary>Parses a config.</summary>
    public static TrainEvalPipelineConfig Parse(string text) => PipelineConfigFile.Parse(text, "test.config");

    /// <summary>The detector of a config.</summary>
    public static DetectorDefinition Detector(string text) => DetectorFactory.FromConfig(Parse(text));

    private static string Layers(string initializer, string activation, string decay, string l2) => $$"""
        activation: {{activation}}
        regularizer { l2_regularizer { weight: {{l2}} } }
        initializer { {{initializer}} }
        batch_norm { decay: {{decay}} epsilon: .001 scale: true }
        """;
}
