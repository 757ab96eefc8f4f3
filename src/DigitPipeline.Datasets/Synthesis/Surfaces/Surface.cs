using System.Numerics;

namespace DigitPipeline.Datasets.Synthesis.Surfaces;

/// <summary>What a scene is drawn on.</summary>
internal abstract class Surface
{
    /// <summary>The colour at a point of the paper, in the paper's pixels.</summary>
    public abstract Vector3 At(float x, float y);
}
