namespace DigitPipeline.Detection.Preprocessing;

/// <summary>
/// The Object Detection API's <c>keep_aspect_ratio_resizer</c>: a picture is brought as near as its proportions allow to
/// <paramref name="Min"/> x <paramref name="Max"/> (the longer side is the one of <paramref name="Max"/>), and stands in the top
/// left corner of a square of side <paramref name="Max"/>.
/// </summary>
/// <param name="Min">Length wanted for the shorter side.</param>
/// <param name="Max">Greatest length of the longer side.</param>
/// <param name="PadValues">What the rest of the square holds in each channel, in the network's values (after normalisation).</param>
public sealed record AspectKeeping(int Min, int Max, IReadOnlyList<float> PadValues)
{
    /// <summary>The size of a picture after the resize, rounded half to even, in float32 as TensorFlow computes it.</summary>
    public (int Height, int Width) SizeOf(int height, int width)
    {
        var (targetHeight, targetWidth) = height < width ? (Min, Max) : (Max, Min);
        var factor = MathF.Min((float)targetHeight / height, (float)targetWidth / width);
        return ((int)MathF.Round(factor * height), (int)MathF.Round(factor * width));
    }
}
