using DigitPipeline.Detection.Augmentation;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;
using Step = DigitPipeline.Formats.Protos.PreprocessingStep.PreprocessingStepOneofCase;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads the augmentations that crop or pad.</summary>
internal static class CropReader
{
    // SSD's own crops, where the config names none: what must be covered, and how much of an object must be inside.
    private static readonly float[] Coverages = [0, .1f, .3f, .5f, .7f, .9f, 1];
    private const float SsdKeepShare = .15f;
    private const float AspectOverlap = .3f;

    /// <summary>The step; null where it is another one.</summary>
    public static IAugmentation? Read(PreprocessingStep step, string field) => step.PreprocessingStepCase switch
    {
        Step.RandomCropImage => Crop(step.RandomCropImage, field + ".random_crop_image"),
        Step.RandomPadImage => Pad(step.RandomPadImage, field + ".random_pad_image"),
        Step.RandomCropToAspectRatio => ToAspect(step.RandomCropToAspectRatio, field + ".random_crop_to_aspect_ratio"),
        Step.SsdRandomCrop => SsdCrop(step.SsdRandomCrop, field + ".ssd_random_crop"),
        Step.SsdRandomCropFixedAspectRatio => SsdCrop(step.SsdRandomCropFixedAspectRatio, field + ".ssd_random_crop_fixed_aspect_ratio"),
        _ => null,
    };

    private static RandomCrop Crop(RandomCropImage message, string field) => new(Checked(
        new CropOptions(
            message.MinObjectCovered,
            message.MinAspectRatio,
            message.MaxAspectRatio,
            message.MinArea,
            message.MaxArea,
            message.OverlapThresh,
            message.ClipBoxes,
            message.RandomCoef),
        field));

    private static OneOf SsdCrop(SSDRandomCrop message, string field) => new(message.Operations.Count == 0
        ? [.. Coverages.Select(least => new RandomCrop(new CropOptions(least, .5f, 2, .1f, 1, least, true, SsdKeepShare)))]
        : [.. message.Operations.Select((operation, i) => new RandomCrop(Checked(
            new CropOptions(
                operation.MinObjectCovered,
                operation.MinAspectRatio,
                operation.MaxAspectRatio,
                operation.MinArea,
                operation.MaxArea,
                operation.OverlapThresh,
                operation.ClipBoxes,
                operation.RandomCoef),
            FormattableString.Invariant($"{field}.operations[{i}]"))))]);

    private static Sequence SsdCrop(SSDRandomCropFixedAspectRatio message, string field)
    {
        var aspect = message.AspectRatio;
        Require(aspect > 0, field + ".aspect_ratio", "must be above 0.");
        IAugmentation[] crops = message.Operations.Count == 0
            ? [.. Coverages.Select(least => new RandomCrop(new CropOptions(least, aspect, aspect, .1f, 1, least, true, SsdKeepShare)))]
            : [.. message.Operations.Select((operation, i) => new RandomCrop(Checked(
                new CropOptions(
                    operation.MinObjectCovered,
                    aspect,
                    aspect,
                    operation.MinArea,
                    operation.MaxArea,
                    operation.OverlapThresh,
                    operation.ClipBoxes,
                    operation.RandomCoef),
                FormattableString.Invariant($"{field}.operations[{i}]"))))];
        return new Sequence([new OneOf(crops), new CropToAspect(aspect, AspectOverlap, true)]);
    }

    private static CropToAspect ToAspect(RandomCropToAspectRatio message, string field)
    {
        Require(message.AspectRatio > 0, field + ".aspect_ratio", "must be above 0.");
        return new CropToAspect(message.AspectRatio, message.OverlapThresh, message.ClipBoxes);
    }

    private static RandomPad Pad(RandomPadImage message, string field)
    {
        Require(
            message.HasMinImageHeight == message.HasMinImageWidth, field + ".min_image_height", "and min_image_width must be given both or not at all.");
        Require(
            message.HasMaxImageHeight == message.HasMaxImageWidth, field + ".max_image_height", "and max_image_width must be given both or not at all.");
        Require(message.PadColor.Count is 0 or 3, field + ".pad_color", FormattableString.Invariant($"has {message.PadColor.Count} values, expected 3."));
        return new RandomPad(
            message.HasMinImageHeight ? (message.MinImageHeight, message.MinImageWidth) : null,
            message.HasMaxImageHeight ? (message.MaxImageHeight, message.MaxImageWidth) : null,
            message.PadColor.Count == 0 ? null : [.. message.PadColor]);
    }

    private static CropOptions Checked(CropOptions options, string field)
    {
        AugmentationReader.Ordered(0, options.MinAspect, options.MaxAspect, field, "min_aspect_ratio", "max_aspect_ratio");
        AugmentationReader.Ordered(0, options.MinArea, options.MaxArea, field, "min_area", "max_area");
        Require(options.MaxAspect > 0, field + ".max_aspect_ratio", "must be above 0.");
        Require(options.MaxArea is > 0 and <= 1, field + ".max_area", FormattableString.Invariant($"is {options.MaxArea}, expected above 0 and at most 1."));
        return options;
    }
}
