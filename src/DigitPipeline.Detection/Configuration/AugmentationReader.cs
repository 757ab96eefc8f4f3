using DigitPipeline.Detection.Augmentation;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;
using Step = DigitPipeline.Formats.Protos.PreprocessingStep.PreprocessingStepOneofCase;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads <c>train_config.data_augmentation_options</c>.</summary>
public static class AugmentationReader
{
    private const string Field = "train_config.data_augmentation_options";

    /// <summary>The steps in the config's order; null where it has none.</summary>
    /// <exception cref="DetectorConfigException">Names a step that is not supported or has values that cannot be.</exception>
    public static IAugmentation? FromConfig(TrainConfig? config)
    {
        var steps = config?.DataAugmentationOptions ?? [];
        return steps.Count == 0 ? null : new Sequence([.. steps.Select((step, i) => Read(step, FormattableString.Invariant($"{Field}[{i}]")))]);
    }

    private static IAugmentation Read(PreprocessingStep step, string field)
    {
        switch (step.PreprocessingStepCase)
        {
            case Step.RandomHorizontalFlip:
                return new HorizontalFlip(step.RandomHorizontalFlip.Probability);
            case Step.RandomVerticalFlip:
                return new VerticalFlip(step.RandomVerticalFlip.Probability);
            case Step.RandomRotation90:
                return new QuarterTurn(step.RandomRotation90.Probability);
            case Step.RandomImageScale:
                var scale = step.RandomImageScale;
                Ordered(0, scale.MinScaleRatio, scale.MaxScaleRatio, field + ".random_image_scale", "min_scale_ratio", "max_scale_ratio");
                return new ImageScale(scale.MinScaleRatio, scale.MaxScaleRatio);
            case Step.RandomSquareCropByScale:
                return SquareCrop(step.RandomSquareCropByScale, field + ".random_square_crop_by_scale");
            case Step.RandomScaleCropAndPadToSquare:
                return ScaleCropAndPad(step.RandomScaleCropAndPadToSquare, field + ".random_scale_crop_and_pad_to_square");
            default:
                return CropReader.Read(step, field) ?? ColourReader.Read(step, field) ?? throw Unknown(step, field);
        }
    }

    /// <summary>Refuses a range that is upside down or reaches below what can be.</summary>
    internal static void Ordered(float least, float low, float high, string field, string lowName, string highName)
    {
        Require(low >= least, $"{field}.{lowName}", FormattableString.Invariant($"is {low}, expected at least {least}."));
        Require(high >= low, $"{field}.{highName}", FormattableString.Invariant($"is {high}, expected at least {lowName} ({low})."));
    }

    private static SquareCropByScale SquareCrop(RandomSquareCropByScale message, string field)
    {
        Ordered(0, message.ScaleMin, message.ScaleMax, field, "scale_min", "scale_max");
        Require(message.NumScales > 0, field + ".num_scales", "must be at least 1.");
        Require(message.MaxBorder > 0, field + ".max_border", "must be at least 1.");
        return new SquareCropByScale(message.MaxBorder, message.ScaleMin, message.ScaleMax, message.NumScales);
    }

    private static ScaleCropAndPadToSquare ScaleCropAndPad(RandomScaleCropAndPadToSquare message, string field)
    {
        Ordered(0, message.ScaleMin, message.ScaleMax, field, "scale_min", "scale_max");
        Require(message.OutputSize > 0, field + ".output_size", "must be at least 1.");
        return new ScaleCropAndPadToSquare(message.OutputSize, message.ScaleMin, message.ScaleMax);
    }

    private static DetectorConfigException Unknown(PreprocessingStep step, string field) => step.PreprocessingStepCase == Step.None
        ? new DetectorConfigException(field, "is empty; name a step or take it out.")
        : new DetectorConfigException(
            $"{field}.{PreprocessingStep.Descriptor.FindFieldByNumber((int)step.PreprocessingStepCase).Name}",
            "is not supported by the trainer; take it out. Supported are flips, quarter turns, crops, padding, scaling and changes of colour.");
}
