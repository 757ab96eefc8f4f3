using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>The size of a detector's input and how pictures are brought to it.</summary>
internal sealed record Resizer(int Height, int Width, ResizeKind Kind, AspectKeeping? Aspect);

/// <summary>
/// Reads <c>model.ssd.image_resizer</c>. Only resizers that give one size are supported; with the others the original itself fails
/// to train and to export SSD models, because their anchors need a size that is known before.
/// </summary>
internal static class ResizerReader
{
    private const string Field = "model.ssd.image_resizer";

    public static Resizer Read(ImageResizer? message)
    {
        switch (message?.ImageResizerOneofCase)
        {
            case ImageResizer.ImageResizerOneofOneofCase.FixedShapeResizer:
                return Fixed(message.FixedShapeResizer, Field + ".fixed_shape_resizer");
            case ImageResizer.ImageResizerOneofOneofCase.KeepAspectRatioResizer:
                return KeepingAspect(message.KeepAspectRatioResizer, Field + ".keep_aspect_ratio_resizer");
            default:
                throw new DetectorConfigException(
                    Field, "must be a fixed_shape_resizer, or a keep_aspect_ratio_resizer with pad_to_max_dimension: the network needs one input size.");
        }
    }

    private static Resizer Fixed(FixedShapeResizer message, string field)
    {
        Require(message.Height > 0, field + ".height", "must be at least 1.");
        Require(message.Width > 0, field + ".width", "must be at least 1.");
        RefuseGrey(message.ConvertToGrayscale, field);
        return new Resizer(message.Height, message.Width, Kind(message.ResizeMethod), null);
    }

    private static Resizer KeepingAspect(KeepAspectRatioResizer message, string field)
    {
        Require(message.MinDimension > 0, field + ".min_dimension", "must be at least 1.");
        Require(message.MaxDimension >= message.MinDimension, field + ".max_dimension", "must not be below min_dimension.");
        Require(message.PadToMaxDimension, field + ".pad_to_max_dimension", "must be true: the network needs one input size.");
        RefuseGrey(message.ConvertToGrayscale, field);
        var pad = message.PerChannelPadValue;
        Require(pad.Count is 0 or 3, field + ".per_channel_pad_value", FormattableString.Invariant($"has {pad.Count} values, expected 3."));
        return new Resizer(
            message.MaxDimension,
            message.MaxDimension,
            Kind(message.ResizeMethod),
            new AspectKeeping(message.MinDimension, message.MaxDimension, pad.Count == 0 ? [0, 0, 0] : [.. pad]));
    }

    private static void RefuseGrey(bool grey, string field) =>
        Require(!grey, field + ".convert_to_grayscale", "is not supported: the network takes three channels.");

    private static ResizeKind Kind(ResizeType type) => type switch
    {
        ResizeType.NearestNeighbor => ResizeKind.LegacyNearest,
        ResizeType.Bicubic => ResizeKind.LegacyBicubic,
        ResizeType.Area => ResizeKind.LegacyArea,
        _ => ResizeKind.LegacyBilinear,
    };
}
