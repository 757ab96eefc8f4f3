using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary>One of <see cref="Colours"/> by an amount that is drawn.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Low">Least amount.</param>
/// <param name="High">Greatest amount.</param>
public sealed record ColourChange(ColourChangeKind Kind, float Low, float High) : IAugmentation
{
    /// <summary>The steps of <c>random_distort_color</c>.</summary>
    /// <param name="ordering">0: brightness, saturation, hue, contrast; 1: brightness, contrast, saturation, hue.</param>
    public static Sequence Distortion(int ordering)
    {
        var brightness = new ColourChange(ColourChangeKind.Brightness, -32f / 255, 32f / 255);
        var contrast = new ColourChange(ColourChangeKind.Contrast, .5f, 1.5f);
        var saturation = new ColourChange(ColourChangeKind.Saturation, .5f, 1.5f);
        var hue = new ColourChange(ColourChangeKind.Hue, -.2f, .2f);
        return new Sequence(ordering == 0 ? [brightness, saturation, hue, contrast] : [brightness, contrast, saturation, hue]);
    }

    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random)
    {
        var amount = (float)random.Uniform(Low, High);
        return Kind switch
        {
            ColourChangeKind.Brightness => Colours.Brighten(picture, amount),
            ColourChangeKind.Contrast => Colours.Contrast(picture, amount),
            ColourChangeKind.Hue => Colours.TurnHue(picture, amount),
            _ => Colours.Saturate(picture, amount),
        };
    }
}

/// <summary>Changes of colour by an amount.</summary>
public enum ColourChangeKind
{
    /// <summary><see cref="Colours.Brighten"/>.</summary>
    Brightness,

    /// <summary><see cref="Colours.Contrast"/>.</summary>
    Contrast,

    /// <summary><see cref="Colours.TurnHue"/>.</summary>
    Hue,

    /// <summary><see cref="Colours.Saturate"/>.</summary>
    Saturation,
}
