namespace DigitPipeline.Detection.Augmentation;

/// <summary>
/// The original's changes of colour: values divided by 255, changed as <c>tf.image</c> does, multiplied by 255 and cut to 0 and 255.
/// </summary>
public static class Colours
{
    private const float Full = 255;

    /// <summary>Adds to all channels.</summary>
    public static AugmentedPicture Brighten(AugmentedPicture picture, float delta) => EachValue(picture, value => value + delta);

    /// <summary>Multiplies the distance of each channel from its mean over the picture.</summary>
    public static AugmentedPicture Contrast(AugmentedPicture picture, float factor)
    {
        var sums = new double[3];
        for (var i = 0; i < picture.Values.Length; i++)
        {
            sums[i % 3] += picture.Values[i] / Full;
        }

        var means = Array.ConvertAll(sums, sum => (float)(sum / (picture.Height * picture.Width)));
        return EachPixel(picture, (ref float r, ref float g, ref float b) =>
        {
            r = ((r - means[0]) * factor) + means[0];
            g = ((g - means[1]) * factor) + means[1];
            b = ((b - means[2]) * factor) + means[2];
        });
    }

    /// <summary>Turns the hue.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="delta">Part of the full circle.</param>
    public static AugmentedPicture TurnHue(AugmentedPicture picture, float delta) => EachPixel(picture, (ref float r, ref float g, ref float b) =>
    {
        var (hue, saturation, value) = HueSaturationValue.Of(r, g, b);
        hue += delta;
        (r, g, b) = new HueSaturationValue(hue - MathF.Floor(hue), saturation, value).ToRgb();
    });

    /// <summary>Multiplies the saturation, up to 1.</summary>
    public static AugmentedPicture Saturate(AugmentedPicture picture, float factor) => EachPixel(picture, (ref float r, ref float g, ref float b) =>
    {
        var (hue, saturation, value) = HueSaturationValue.Of(r, g, b);
        (r, g, b) = new HueSaturationValue(hue, Math.Clamp(saturation * factor, 0, 1), value).ToRgb();
    });

    /// <summary>Luma in all three channels (ITU-R BT.601, with TensorFlow's four digits); not cut.</summary>
    public static AugmentedPicture Grey(AugmentedPicture picture)
    {
        var values = new float[picture.Values.Length];
        for (var i = 0; i < values.Length; i += 3)
        {
            var (r, g, b) = (picture.Values[i], picture.Values[i + 1], picture.Values[i + 2]);
            values.AsSpan(i, 3).Fill((r * .2989f) + (g * .587f) + (b * .114f));
        }

        return picture with { Values = values };
    }

    private static AugmentedPicture EachValue(AugmentedPicture picture, Func<float, float> change) =>
        picture with { Values = Array.ConvertAll(picture.Values, value => Math.Clamp(change(value / Full) * Full, 0, Full)) };

    private static AugmentedPicture EachPixel(AugmentedPicture picture, PixelChange change)
    {
        var values = new float[picture.Values.Length];
        for (var i = 0; i < values.Length; i += 3)
        {
            var (r, g, b) = (picture.Values[i] / Full, picture.Values[i + 1] / Full, picture.Values[i + 2] / Full);
            change(ref r, ref g, ref b);
            values[i] = Math.Clamp(r * Full, 0, Full);
            values[i + 1] = Math.Clamp(g * Full, 0, Full);
            values[i + 2] = Math.Clamp(b * Full, 0, Full);
        }

        return picture with { Values = values };
    }

    private delegate void PixelChange(ref float r, ref float g, ref float b);
}
