using DigitPipeline.Detection.Augmentation;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;
using Step = DigitPipeline.Formats.Protos.PreprocessingStep.PreprocessingStepOneofCase;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads the augmentations that change colours.</summary>
internal static class ColourReader
{
    /// <summary>The step; null where it is another one.</summary>
    public static IAugmentation? Read(PreprocessingStep step, string field)
    {
        switch (step.PreprocessingStepCase)
        {
            case Step.RandomPixelValueScale:
                return new PixelScale(step.RandomPixelValueScale.Minval, step.RandomPixelValueScale.Maxval);
            case Step.RandomRgbToGray:
                return new RandomGrey(step.RandomRgbToGray.Probability);
            case Step.RandomAdjustBrightness:
                return Around(ColourChangeKind.Brightness, step.RandomAdjustBrightness.MaxDelta, field + ".random_adjust_brightness");
            case Step.RandomAdjustHue:
                return Around(ColourChangeKind.Hue, step.RandomAdjustHue.MaxDelta, field + ".random_adjust_hue");
            case Step.RandomAdjustContrast:
                var contrast = step.RandomAdjustContrast;
                return Between(ColourChangeKind.Contrast, contrast.MinDelta, contrast.MaxDelta, field + ".random_adjust_contrast");
            case Step.RandomAdjustSaturation:
                var saturation = step.RandomAdjustSaturation;
                return Between(ColourChangeKind.Saturation, saturation.MinDelta, saturation.MaxDelta, field + ".random_adjust_saturation");
            case Step.RandomDistortColor:
                var ordering = step.RandomDistortColor.ColorOrdering;
                Require(ordering is 0 or 1, field + ".random_distort_color.color_ordering", FormattableString.Invariant($"is {ordering}, expected 0 or 1."));
                return ColourChange.Distortion(ordering);
            case Step.AdjustGamma:
                return new GammaChange(step.AdjustGamma.Gamma, step.AdjustGamma.Gain);
            default:
                return null;
        }
    }

    private static ColourChange Around(ColourChangeKind kind, float most, string field)
    {
        Require(most >= 0, field + ".max_delta", FormattableString.Invariant($"is {most}, expected at least 0."));
        return new ColourChange(kind, -most, most);
    }

    private static ColourChange Between(ColourChangeKind kind, float low, float high, string field)
    {
        AugmentationReader.Ordered(0, low, high, field, "min_delta", "max_delta");
        return new ColourChange(kind, low, high);
    }
}
