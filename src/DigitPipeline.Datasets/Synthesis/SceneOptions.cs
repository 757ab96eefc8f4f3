namespace DigitPipeline.Datasets.Synthesis;

/// <summary>
/// What generated scenes look like. The defaults imitate what people photograph, draw and print: mostly rows and grids of digits on
/// clean ground, in every style of lettering. Shares are probabilities in [0, 1].
/// </summary>
public sealed record SceneOptions
{
    /// <summary>Width of the result in pixels; the scene, of its own natural shape, is stretched to it as the detector's input is. 0: natural size.</summary>
    public int Width { get; init; } = 192;

    /// <summary>Height of the result in pixels; 0 together with <see cref="Width"/>: natural size.</summary>
    public int Height { get; init; } = 192;

    /// <summary>Least side in pixels of a square with the natural picture's area. Small ones look like thumbnails: soft, with few pixels a digit.</summary>
    public double MinSide { get; init; } = 110;

    /// <summary>Greatest such side. Time grows with its square.</summary>
    public double MaxSide { get; init; } = 215;

    /// <summary>Least width by height of the natural picture.</summary>
    public double MinAspect { get; init; } = .6;

    /// <summary>Greatest width by height: strips cut out of larger pictures.</summary>
    public double MaxAspect { get; init; } = 4;

    /// <summary>Most digits in a scene.</summary>
    public int MaxDigits { get; init; } = 30;

    /// <summary>Least height of a digit as a part of the picture's; smaller ones cannot be read after the resize to the detector's input.</summary>
    public double MinDigitHeight { get; init; } = .08;

    /// <summary>Least height of a digit in pixels of the natural picture, which is made larger where it takes that.</summary>
    public double MinDigitPixels { get; init; } = 13;

    /// <summary>Greatest height of a digit as a part of the picture's, for single numbers and scattered digits.</summary>
    public double MaxDigitHeight { get; init; } = .8;

    /// <summary>Share of scenes written with scanned handwriting.</summary>
    public double HandwritingShare { get; init; } = .17;

    /// <summary>Share of scenes written by imagined hands: crayon, marker, brush, chalk. The rest is set in font faces.</summary>
    public double PenShare { get; init; } = .21;

    /// <summary>Share of scenes whose lettering is plain, neither outlined nor patterned nor of foil.</summary>
    public double PlainShare { get; init; } = .34;

    /// <summary>Whether only font faces are used whose digits are each in one piece, with the holes that they should have.</summary>
    public bool PlainFaces { get; init; }

    /// <summary>
    /// Greatest difference between light and dark of what the digits stand on, from 0 to 255, one part in twenty at either end left
    /// aside; another ground is taken where there is more.
    /// </summary>
    public double MaxGroundSpread { get; init; } = 255;

    /// <summary>Share of scenes whose digits stand so close that they may touch; of written ones a third of it.</summary>
    public double TouchingShare { get; init; } = .18;

    /// <summary>Greatest part of a digit's rectangle that another's may cover; what would cover more is left out.</summary>
    public double MaxOverlap { get; init; } = .22;

    /// <summary>Share of scenes with things among the digits that are none: letters, signs, lines, boxes, hearts, arrows.</summary>
    public double ClutterShare { get; init; } = .42;

    /// <summary>Share of scenes with discs, cards or buttons behind the digits.</summary>
    public double BadgeShare { get; init; } = .12;

    /// <summary>Share of scenes seen at an angle.</summary>
    public double PerspectiveShare { get; init; } = .22;

    /// <summary>Share of scenes straight from a drawing program or scanner: none of light, tone, blur and noise. The shares below are of the others.</summary>
    public double CleanShare { get; init; } = .4;

    /// <summary>Share of scenes with brightness, contrast or colour cast changed.</summary>
    public double ToneShare { get; init; } = .4;

    /// <summary>Share of scenes with uneven light or the shadow of something.</summary>
    public double LightShare { get; init; } = .25;

    /// <summary>Share of scenes out of focus or shaken.</summary>
    public double BlurShare { get; init; } = .15;

    /// <summary>Share of scenes with a sensor's noise.</summary>
    public double NoiseShare { get; init; } = .3;

    /// <summary>Share of scenes that were kept as JPEG.</summary>
    public double JpegShare { get; init; } = .45;

    /// <summary>Worst JPEG quality.</summary>
    public int MinJpegQuality { get; init; } = 28;

    /// <summary>Least contrast of ink against its ground, from 0 to 255.</summary>
    public double MinContrast { get; init; } = 70;

    /// <summary>
    /// What a box exceeds the ink by above and below, as a part of the ink's height, and seven tenths of it left and right: people
    /// draw boxes looser than the ink.
    /// </summary>
    public double BoxMargin { get; init; } = .09;

    /// <summary>Least visible part of a digit; one that reaches further out of the picture is left out altogether.</summary>
    public double MinVisible { get; init; } = .72;
}
