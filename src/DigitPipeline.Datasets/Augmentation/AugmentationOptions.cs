namespace DigitPipeline.Datasets.Augmentation;

/// <summary>
/// How annotated pictures are varied for training. There is no mirroring: a mirrored digit is another shape. Shares are
/// probabilities in [0, 1].
/// </summary>
public sealed record AugmentationOptions
{
    /// <summary>Width of the result in pixels: the detector's input.</summary>
    public int Width { get; init; } = 192;

    /// <summary>Height of the result in pixels.</summary>
    public int Height { get; init; } = 192;

    /// <summary>Share of pictures that keep their frame. The rest are cropped, zoomed, stretched or turned.</summary>
    public double KeepShare { get; init; } = .25;

    /// <summary>Least zoom; below 1 the picture becomes a part of a larger one. Raise it where digits are small already.</summary>
    public double MinZoom { get; init; } = .6;

    /// <summary>Greatest zoom; above 1 a part of the picture fills the frame.</summary>
    public double MaxZoom { get; init; } = 1.8;

    /// <summary>Standard deviation of the logarithm of width by height.</summary>
    public double AspectSpread { get; init; } = .2;

    /// <summary>Share of varied pictures that are turned as well.</summary>
    public double TurnShare { get; init; } = .4;

    /// <summary>Standard deviation of the turn in radians. Boxes are refitted roughly, so keep it below 0.15.</summary>
    public double TurnSpread { get; init; } = .06;

    /// <summary>Share of pictures whose new borders take any colour instead of the picture's own.</summary>
    public double BorderShare { get; init; } = .3;

    /// <summary>Least part of a box that must stay in the frame. Crops that cut a digit more are avoided; where none is found, the rest of that digit is painted over.</summary>
    public double MinVisible { get; init; } = .7;

    /// <summary>Least height of a box as a part of the frame's; zooming out stops there.</summary>
    public double MinBoxHeight { get; init; } = .06;

    /// <summary>Share of pictures whose brightness, contrast and colour are changed.</summary>
    public double ToneShare { get; init; } = .5;

    /// <summary>Share of pictures whose red, green and blue are exchanged.</summary>
    public double PermuteShare { get; init; } = .25;

    /// <summary>Share of pictures turned into their negative.</summary>
    public double InvertShare { get; init; } = .08;

    /// <summary>Share of pictures with uneven light.</summary>
    public double LightShare { get; init; } = .12;

    /// <summary>Share of pictures that are blurred.</summary>
    public double BlurShare { get; init; } = .15;

    /// <summary>Share of pictures with a sensor's noise.</summary>
    public double NoiseShare { get; init; } = .2;

    /// <summary>Share of pictures that are stored as JPEG once more.</summary>
    public double JpegShare { get; init; } = .2;

    /// <summary>Worst quality of that JPEG.</summary>
    public int MinJpegQuality { get; init; } = 30;
}
