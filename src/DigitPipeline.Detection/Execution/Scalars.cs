using TorchSharp;

namespace DigitPipeline.Detection.Execution;

/// <summary>
/// Scalars that live as long as the program. TorchSharp's implicit temporaries have finalizers, and a collection that another
/// thread starts can free one while libtorch still reads it.
/// </summary>
internal static class Scalars
{
    /// <summary>1, the factor of every plain addition.</summary>
    public static Scalar One { get; } = 1f;
}
