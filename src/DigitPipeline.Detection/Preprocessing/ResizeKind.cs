namespace DigitPipeline.Detection.Preprocessing;

/// <summary>How pixels of another size are computed.</summary>
public enum ResizeKind
{
    /// <summary>TensorFlow 1's bilinear resize: no half-pixel centres, no antialiasing. The Object Detection API's default.</summary>
    LegacyBilinear,

    /// <summary>Triangle filter as wide as a target pixel, half-pixel centres: ONNX Resize with <c>linear</c> and <c>antialias = 1</c>.</summary>
    Antialiased,

    /// <summary>TensorFlow 1's nearest neighbour: the pixel at the floor of target * (in / out).</summary>
    LegacyNearest,

    /// <summary>TensorFlow 1's bicubic resize: Keys' kernel with a = -0.75 over four pixels, weights in steps of 1/1024.</summary>
    LegacyBicubic,

    /// <summary>TensorFlow 1's area resize: the mean of what a target pixel covers.</summary>
    LegacyArea,
}
