using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Inference;
using DigitPipeline.Detection.Model;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx;
using DigitPipeline.Export.SavedModel;
using DigitPipeline.Export.Tests.Reference.TensorFlow;
using DigitPipeline.Export.Verification;
using DigitPipeline.Formats.PipelineConfig;

namespace DigitPipeline.Export.Tests.Onnx;

/// <summary>Every setting that changes what a detector computes, exported, against the same config on libtorch.</summary>
public sealed class ConfigVariantTests : IDisposable
{
    private const string Nms = "batch_non_max_suppression { score_threshold: .3 iou_threshold: .5 max_detections_per_class: 20 max_total_detections: 50 }";
    private const string Resizer = "fixed_shape_resizer { height: 160 width: 192 }";
    private const string Norm = "batch_norm { decay: .997 epsilon: .001 scale: true }";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("variants");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("", "")]
    [InlineData(Resizer, "fixed_shape_resizer { height: 160 width: 160 resize_method: NEAREST_NEIGHBOR }")]
    [InlineData(Resizer, "fixed_shape_resizer { height: 160 width: 160 resize_method: BICUBIC }")]
    [InlineData(Resizer, "fixed_shape_resizer { height: 160 width: 160 resize_method: AREA }")]
    [InlineData(Resizer, "keep_aspect_ratio_resizer { min_dimension: 160 max_dimension: 160 pad_to_max_dimension: true }")]
    [InlineData(Resizer, "keep_aspect_ratio_resizer { min_dimension: 100 max_dimension: 192 pad_to_max_dimension: true per_channel_pad_value: [9, -8, 7] resize_method: AREA }")]
    [InlineData(Resizer, "keep_aspect_ratio_resizer { min_dimension: 160 max_dimension: 160 pad_to_max_dimension: true resize_method: BICUBIC }")]
    [InlineData("min_depth: 16", "min_depth: 24 pad_to_multiple: 64")]
    [InlineData("override_base_feature_extractor_hyperparams: true", "")]
    [InlineData("activation: RELU_6", "activation: SWISH")]
    [InlineData("activation: RELU_6", "activation: NONE")]
    [InlineData("activation: RELU_6", "activation: RELU force_use_bias: true")]
    [InlineData(Norm, "batch_norm { epsilon: .01 center: false }")]
    [InlineData(Norm, "")]
    [InlineData(Norm, "sync_batch_norm { scale: true }")]
    [InlineData("num_layers_before_predictor: 2", "num_layers_before_predictor: 0")]
    [InlineData("num_layers_before_predictor: 2", "num_layers_before_predictor: 1 share_prediction_tower: true kernel_size: 2")]
    [InlineData("num_layers_before_predictor: 2", "num_layers_before_predictor: 1 use_dropout: true kernel_size: 1")]
    [InlineData("num_layers_before_predictor: 2", "num_layers_before_predictor: 1 box_encodings_clip_range { min: -1 max: .5 }")]
    [InlineData("num_layers_before_predictor: 2", "num_layers_before_predictor: 1 score_converter: SIGMOID")]
    [InlineData("score_converter: SIGMOID", "score_converter: SOFTMAX logit_scale: .5")]
    [InlineData("score_converter: SIGMOID", "score_converter: IDENTITY", "score_threshold: .01")]
    [InlineData("num_classes: 3", "num_classes: 4 add_background_class: false explicit_background_class: true")]
    [InlineData("num_classes: 3", "num_classes: 1 add_background_class: false")]
    [InlineData("score_threshold: .3", "score_threshold: .3 soft_nms_sigma: .3")]
    [InlineData("score_threshold: .3", "score_threshold: .3 soft_nms_sigma: .8 use_class_agnostic_nms: true")]
    [InlineData("score_threshold: .3", "score_threshold: .3 use_combined_nms: true change_coordinate_frame: false")]
    [InlineData("score_threshold: .3", "score_threshold: .3 use_static_shapes: true use_hard_nms: true")]
    [InlineData(Resizer, "keep_aspect_ratio_resizer { min_dimension: 160 max_dimension: 160 pad_to_max_dimension: true }", "change_coordinate_frame: false")]
    [InlineData(Resizer, "keep_aspect_ratio_resizer { min_dimension: 160 max_dimension: 160 pad_to_max_dimension: true }", "change_coordinate_frame: false use_combined_nms: true")]
    public void A_config_detects_the_same_exported(string found, string replacement, string nms = "")
    {
        Assert.Contains(found, Config);
        var text = (found.Length == 0 ? Config : Config.Replace(found, replacement, StringComparison.Ordinal))
            .Replace("iou_threshold: .5", "iou_threshold: .5 " + nms, StringComparison.Ordinal);
        var definition = DetectorFactory.FromConfig(PipelineConfigFile.Parse(text, "variant.config"));
        var weights = Weights(definition.Network);
        var file = Path.Combine(folder.FullName, "model.onnx");
        OnnxExporter.Write(definition, weights, [.. Enumerable.Range(1, definition.ClassCount).Select(id => $"{id}")], file);
        using var detector = new Detector(definition, weights);
        using var exported = new OnnxDetector(file, threads: 1);
        var comparison = ExportVerification.Compare(
            [Picture(200, 90), Picture(70, 160), Picture(192, 160)], detector.Detect, picture => exported.Detect(picture), minScore: -1, tolerance: 1e-4f);
        Assert.True(comparison.Passed, comparison.ToString());
        Assert.InRange(comparison.Compared, 20, 150);

        var names = Enumerable.Range(1, definition.ClassCount).Select(id => $"{id}").ToArray();
        SavedModelWriter.Write(definition.Network, weights, InferenceOptions.Of(definition, names), InputType.ImageTensor, folder.FullName);
        var savedModel = LoadedModel.Load(folder.FullName);
        var withTensorFlow = ExportVerification.Compare(
            [Picture(200, 90), Picture(70, 160)], detector.Detect, picture => savedModel.Detect(picture), minScore: -1, tolerance: 1e-4f);
        Assert.True(withTensorFlow.Passed, withTensorFlow.ToString());
        Assert.InRange(withTensorFlow.Compared, 10, 100);
        Assert.Empty(LoaderRules.Broken(savedModel.MetaGraph, folder.FullName, known: true));
    }

    private const string Hyperparams = $$"""
        activation: RELU_6
        regularizer { l2_regularizer { weight: 0 } }
        initializer { truncated_normal_initializer { stddev: .03 } }
        {{Norm}}
        """;

    private const string Config = $$"""
        model { ssd {
          num_classes: 3
          image_resizer { {{Resizer}} }
          feature_extractor {
            type: "ssd_resnet50_v1_fpn_keras" depth_multiplier: .125 min_depth: 16
            conv_hyperparams { {{Hyperparams}} }
            override_base_feature_extractor_hyperparams: true
          }
          box_predictor { weight_shared_convolutional_box_predictor {
            depth: 24 num_layers_before_predictor: 2
            conv_hyperparams { {{Hyperparams}} }
          } }
          anchor_generator { multiscale_anchor_generator {
            min_level: 3 max_level: 7 anchor_scale: 2 aspect_ratios: [1, .5] scales_per_octave: 2
          } }
          box_coder { faster_rcnn_box_coder { y_scale: 10 x_scale: 8 height_scale: 5 width_scale: 4 } }
          post_processing { {{Nms}} score_converter: SIGMOID }
        } }
        """;

    // Weights that keep activations in range, so that many anchors get scores around the threshold.
    private static Dictionary<string, float[]> Weights(DetectorNetwork network) => network.Variables.ToDictionary(
        variable => variable.Name,
        variable =>
        {
            var random = CounterRandom.For(5, variable.Name);
            var spread = variable.Shape.Count == 4 ? Math.Sqrt(1.2 / (variable.Size / variable.Shape[0])) : .1;
            var centre = variable.Role switch { VariableRole.MovingVariance => 1.0, VariableRole.Gamma => .5, _ => 0 };
            return Enumerable.Range(0, variable.Size).Select(_ => (float)(centre + (spread * Math.Clamp(random.Normal(), -3, 3)))).ToArray();
        },
        StringComparer.Ordinal);

    private static RgbImage Picture(int width, int height)
    {
        var random = CounterRandom.For(8, "picture", width, height);
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (y, x, c) = (i / 3 / width, i / 3 % width, i % 3);
            pixels[i] = (byte)Math.Clamp(128 + (90 * Math.Sin((x / (7.0 + c)) + (y / 11.0))) + (20 * random.Normal()), 0, 255);
        }

        return new RgbImage(width, height, pixels);
    }
}
