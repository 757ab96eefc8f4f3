namespace DigitPipeline.Detection.Model;

/// <summary>A named array of a network: trained (weights) or tracked (batch-norm statistics).</summary>
/// <param name="Name">Unique name; where the Object Detection API has the variable, its checkpoint key without the attribute suffix.</param>
/// <param name="Shape">Shape in this house's layout; convolution kernels are <c>[out, in, height, width]</c>.</param>
/// <param name="Role">What it is, which decides the optimizer's treatment.</param>
/// <param name="Initializer">How it starts.</param>
public sealed record Variable(string Name, IReadOnlyList<int> Shape, VariableRole Role, Initializer Initializer)
{
    /// <summary>Coefficient c of the penalty c / 2 * sum of squares that is added to the loss; its gradient is c * value.</summary>
    public float L2 { get; init; }

    /// <summary>Number of elements.</summary>
    public int Size => Shape.Aggregate(1, (product, side) => product * side);

    /// <summary>Whether an optimizer changes it; the others are batch-norm statistics.</summary>
    public bool Trained => Role is not (VariableRole.MovingMean or VariableRole.MovingVariance);
}

/// <summary>What a variable is for.</summary>
public enum VariableRole
{
    /// <summary>The kernel of the first convolution.</summary>
    StemKernel,

    /// <summary>A kernel between the stem and the predictions.</summary>
    Kernel,

    /// <summary>A kernel that produces box encodings or class logits.</summary>
    PredictionKernel,

    /// <summary>A bias.</summary>
    Bias,

    /// <summary>Batch-norm scale.</summary>
    Gamma,

    /// <summary>Batch-norm shift.</summary>
    Beta,

    /// <summary>Batch-norm moving mean; not trained.</summary>
    MovingMean,

    /// <summary>Batch-norm moving variance; not trained.</summary>
    MovingVariance,
}
