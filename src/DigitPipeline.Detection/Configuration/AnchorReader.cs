using DigitPipeline.Detection.Anchors;
using DigitPipeline.Formats.Protos;
using static DigitPipeline.Detection.Configuration.DetectorConfigException;

namespace DigitPipeline.Detection.Configuration;

/// <summary>Reads <c>model.ssd.anchor_generator</c>.</summary>
internal static class AnchorReader
{
    private const string Field = "model.ssd.anchor_generator.multiscale_anchor_generator";

    public static MultiscaleAnchors Read(AnchorGenerator? message)
    {
        Require(message?.MultiscaleAnchorGenerator is not null, Field, "is needed; other anchor generators are not supported.");
        var generator = message!.MultiscaleAnchorGenerator;
        Require(generator.NormalizeCoordinates, Field + ".normalize_coordinates", "must be true.");
        Require(generator.AspectRatios.Count > 0, Field + ".aspect_ratios", "must have at least one ratio.");
        Require(generator.AspectRatios.All(ratio => ratio > 0), Field + ".aspect_ratios", "must be positive.");
        Require(generator.ScalesPerOctave > 0, Field + ".scales_per_octave", "must be at least 1.");
        return new MultiscaleAnchors(
            generator.MinLevel, generator.MaxLevel, generator.AnchorScale, [.. generator.AspectRatios], generator.ScalesPerOctave);
    }
}
