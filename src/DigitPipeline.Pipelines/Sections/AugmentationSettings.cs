using DigitPipeline.Pipelines.Definitions;

namespace DigitPipeline.Pipelines.Sections;

/// <summary>How annotated pictures are varied for training. Shares are probabilities in [0, 1].</summary>
public sealed record AugmentationSettings : SettingsSection
{
    /// <summary>What may be in the section.</summary>
    public static SectionDefinition Definition { get; } = new("augmentation", "How annotated pictures are varied for training.",
    [
        new NumberSetting("keep_share", .25, 0, 1,
            "Share of pictures that keep their frame; the rest are cropped, zoomed, stretched or turned."),
        new NumberSetting("min_zoom", .6, .05, 1, "Least zoom; raise it where digits are small already."),
        new NumberSetting("max_zoom", 1.8, 1, 20, "Greatest zoom: how much of a picture may be cut away."),
        new NumberSetting("aspect_spread", .2, 0, 1, "Standard deviation of the logarithm of width by height."),
        new NumberSetting("turn_share", .4, 0, 1, "Share of varied pictures that are turned as well."),
        new NumberSetting("turn_spread", .06, 0, .5, "Standard deviation of the turn in radians; boxes get loose above 0.15."),
        new NumberSetting("border_share", .3, 0, 1, "Share of pictures whose new borders take any colour."),
        new NumberSetting("min_visible", .7, 0, 1, "Least part of a box that stays in the frame."),
        new NumberSetting("min_box_height", .06, 0, 1, "Least height of a box as a part of the frame's; zooming out stops there."),
        new NumberSetting("tone_share", .5, 0, 1, "Share of pictures whose brightness, contrast and colour are changed."),
        new NumberSetting("permute_share", .25, 0, 1, "Share of pictures whose red, green and blue are exchanged."),
        new NumberSetting("invert_share", .08, 0, 1, "Share of pictures turned into their negative."),
        new NumberSetting("light_share", .12, 0, 1, "Share of pictures with uneven light."),
        new NumberSetting("blur_share", .15, 0, 1, "Share of pictures that are blurred."),
        new NumberSetting("noise_share", .2, 0, 1, "Share of pictures with a sensor's noise."),
        new NumberSetting("jpeg_share", .2, 0, 1, "Share of pictures that are stored as JPEG once more."),
        new WholeNumberSetting("min_jpeg_quality", 30, 1, 100, "Worst quality of that JPEG."),
        new NumberSetting("mosaic_share", 0, 0, 1, "Share of samples, scenes too, that are joined from parts of four."),
    ]);

    internal AugmentationSettings(SectionValues values) : base(values)
    {
    }

    /// <summary>Share of pictures that keep their frame; the rest are cropped, zoomed, stretched or turned.</summary>
    public double KeepShare => Number();

    /// <summary>Least zoom; raise it where digits are small already.</summary>
    public double MinZoom => Number();

    /// <summary>Greatest zoom: how much of a picture may be cut away.</summary>
    public double MaxZoom => Number();

    /// <summary>Standard deviation of the logarithm of width by height.</summary>
    public double AspectSpread => Number();

    /// <summary>Share of varied pictures that are turned as well.</summary>
    public double TurnShare => Number();

    /// <summary>Standard deviation of the turn in radians; boxes get loose above 0.15.</summary>
    public double TurnSpread => Number();

    /// <summary>Share of pictures whose new borders take any colour.</summary>
    public double BorderShare => Number();

    /// <summary>Least part of a box that stays in the frame.</summary>
    public double MinVisible => Number();

    /// <summary>Least height of a box as a part of the frame's; zooming out stops there.</summary>
    public double MinBoxHeight => Number();

    /// <summary>Share of pictures whose brightness, contrast and colour are changed.</summary>
    public double ToneShare => Number();

    /// <summary>Share of pictures whose red, green and blue are exchanged.</summary>
    public double PermuteShare => Number();

    /// <summary>Share of pictures turned into their negative.</summary>
    public double InvertShare => Number();

    /// <summary>Share of pictures with uneven light.</summary>
    public double LightShare => Number();

    /// <summary>Share of pictures that are blurred.</summary>
    public double BlurShare => Number();

    /// <summary>Share of pictures with a sensor's noise.</summary>
    public double NoiseShare => Number();

    /// <summary>Share of pictures that are stored as JPEG once more.</summary>
    public double JpegShare => Number();

    /// <summary>Worst quality of that JPEG.</summary>
    public int MinJpegQuality => Whole();

    /// <summary>Share of samples, scenes too, that are joined from parts of four.</summary>
    public double MosaicShare => Number();
}
