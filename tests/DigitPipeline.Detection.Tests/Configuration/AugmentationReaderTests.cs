using System.Text.Json;
using DigitPipeline.Detection.Augmentation;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Formats.PipelineConfig;

namespace DigitPipeline.Detection.Tests.Configuration;

/// <summary>What a step of <c>data_augmentation_options</c> means, against golden/odapi/augmentation/configured_functions.json.</summary>
public class AugmentationReaderTests
{
    private static readonly string[] Refused = ["random_jitter_boxes", "random_black_patches"];

    [Fact]
    public void Every_step_has_the_original_s_arguments_defaults_included()
    {
        foreach (var entry in Golden.Json("augmentation/configured_functions.json").EnumerateObject())
        {
            var name = entry.Name.Split(' ')[0];
            var config = PipelineConfigFile.Parse($"train_config {{ data_augmentation_options {{ {entry.Name} }} }}", "step").TrainConfig;
            if (Refused.Contains(name))
            {
                Assert.Equal($"train_config.data_augmentation_options[0].{name}", Assert.Throws<DetectorConfigException>(() => AugmentationReader.FromConfig(config)).Path);
                continue;
            }

            var step = Assert.Single(Assert.IsType<Sequence>(AugmentationReader.FromConfig(config)).Steps);
            if (entry.Value.TryGetProperty("arguments", out var arguments)) Compare(entry.Name, arguments, step);
        }
    }

    private static void Compare(string name, JsonElement arguments, IAugmentation step)
    {
        switch (step)
        {
            case HorizontalFlip flip:
                Assert.Equal(Number("probability"), flip.Probability);
                break;
            case VerticalFlip flip:
                Assert.Equal(Number("probability"), flip.Probability);
                break;
            case QuarterTurn turn:
                Assert.Equal(Number("probability"), turn.Probability);
                break;
            case RandomCrop { Options: var crop }:
                Assert.Equal(Number("min_object_covered"), crop.MinCovered);
                Assert.Equal(arguments.GetProperty("aspect_ratio_range").Floats(), new[] { crop.MinAspect, crop.MaxAspect });
                Assert.Equal(arguments.GetProperty("area_range").Floats(), new[] { crop.MinArea, crop.MaxArea });
                Assert.Equal((Number("overlap_thresh"), Number("random_coef")), (crop.MinOverlap, crop.KeepShare));
                Assert.Equal(arguments.GetProperty("clip_boxes").GetBoolean(), crop.Clip);
                break;
            case SquareCropByScale square:
                Assert.Equal(new SquareCropByScale((int)Number("max_border"), Number("scale_min"), Number("scale_max"), (int)Number("num_scales")), square);
                break;
            case ScaleCropAndPadToSquare square:
                Assert.Equal(new ScaleCropAndPadToSquare((int)Number("output_size"), Number("scale_min"), Number("scale_max")), square);
                break;
            default:
                Assert.True(arguments.EnumerateObject().All(argument => argument.Value.ValueKind == JsonValueKind.Null), $"{name}: {step}");
                break;
        }

        float Number(string argument) => arguments.GetProperty(argument).GetSingle();
    }
}
