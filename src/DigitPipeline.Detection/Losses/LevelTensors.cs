namespace DigitPipeline.Detection.Losses;

/// <summary>The outputs of one pyramid level for a batch and their gradients, in the order picture, row, column, anchor, value.</summary>
public sealed class LevelTensors(int anchorsPerPicture, int boxes, int logits)
{
    /// <summary>Anchors of the level in one picture.</summary>
    public int AnchorsPerPicture => anchorsPerPicture;

    /// <summary>Box codes.</summary>
    public float[] Boxes { get; } = new float[boxes];

    /// <summary>Class logits.</summary>
    public float[] Logits { get; } = new float[logits];

    /// <summary>Derivative of the loss with respect to <see cref="Boxes"/>.</summary>
    public float[] BoxGradients { get; } = new float[boxes];

    /// <summary>Derivative of the loss with respect to <see cref="Logits"/>.</summary>
    public float[] LogitGradients { get; } = new float[logits];
}
