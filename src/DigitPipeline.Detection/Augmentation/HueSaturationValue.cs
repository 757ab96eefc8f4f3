namespace DigitPipeline.Detection.Augmentation;

/// <summary>A colour by hue, saturation and value (Smith 1978).</summary>
/// <param name="Hue">Part of the circle from red over green and blue, in [0, 1).</param>
/// <param name="Saturation">1 - smallest channel / largest channel.</param>
/// <param name="Value">The largest channel.</param>
public readonly record struct HueSaturationValue(float Hue, float Saturation, float Value)
{
    /// <summary>From R, G and B; grey has hue 0.</summary>
    public static HueSaturationValue Of(float r, float g, float b)
    {
        var (most, least) = (Math.Max(r, Math.Max(g, b)), Math.Min(r, Math.Min(g, b)));
        var range = most - least;
        if (range <= 0)
        {
            return new HueSaturationValue(0, 0, most);
        }

        var sixth = r == most ? (g - b) / range : g == most ? ((b - r) / range) + 2 : ((r - g) / range) + 4;
        var hue = sixth / 6;
        return new HueSaturationValue(hue < 0 ? hue + 1 : hue, most > 0 ? range / most : 0, most);
    }

    /// <summary>R, G and B.</summary>
    public (float R, float G, float B) ToRgb()
    {
        var (sixth, value, saturation) = (Hue * 6, Value, Saturation);
        return (Channel(5), Channel(3), Channel(1));

        float Channel(float shift)
        {
            var place = (shift + sixth) % 6;
            return value - (value * saturation * Math.Clamp(Math.Min(place, 4 - place), 0, 1));
        }
    }
}
