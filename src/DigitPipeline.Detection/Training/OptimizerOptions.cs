namespace DigitPipeline.Detection.Training;

/// <summary>An update rule with its settings.</summary>
public abstract record OptimizerOptions;

/// <summary>An update rule of the Object Detection API, which are those of Keras.</summary>
/// <param name="Rate">Learning rate by step.</param>
public abstract record OriginalOptimizerOptions(ILearningRate Rate) : OptimizerOptions
{
    /// <summary>
    /// Highest decay of a running average of the weights that starts at zero and is kept beside them; update n (from 1) uses
    /// min(this, (1 + n) / (10 + n)). Null for none.
    /// </summary>
    public float? MovingAverageDecay { get; init; }
}

/// <summary>Keras' SGD with momentum: v = momentum * v - rate * g; w = w + v.</summary>
/// <param name="Rate">Learning rate by step.</param>
/// <param name="Momentum">Share of the velocity that stays.</param>
public sealed record MomentumOptions(ILearningRate Rate, float Momentum) : OriginalOptimizerOptions(Rate);

/// <summary>Keras' Adam (Kingma and Ba 2015, the formulation before section 2.1), with Keras' decays .9 and .999.</summary>
/// <param name="Rate">Learning rate by step.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
public sealed record AdamOptions(ILearningRate Rate, float Epsilon) : OriginalOptimizerOptions(Rate);

/// <summary>
/// Keras' RMSprop: s = .9 s + .1 g^2; v = momentum * v + rate * g / sqrt(s + epsilon); w = w - v. The rate is divided by
/// 1 + <paramref name="RateDecay"/> * step: the original hands its field <c>decay</c> to Keras as that.
/// </summary>
/// <param name="Rate">Learning rate by step.</param>
/// <param name="Momentum">Share of the velocity that stays.</param>
/// <param name="Epsilon">Added to the mean square; without momentum to its root.</param>
/// <param name="RateDecay">How fast the rate falls.</param>
public sealed record RmsPropOptions(ILearningRate Rate, float Momentum, float Epsilon, float RateDecay) : OriginalOptimizerOptions(Rate);

/// <summary>
/// Muon (Jordan 2024) for the kernels between stem and predictions, AdamW (Loshchilov and Hutter 2017) for everything else. All
/// rates are multiplied by the schedule.
/// </summary>
public sealed record MuonOptions(ILearningRate Schedule) : OptimizerOptions
{
    /// <summary>Rate of the orthogonalised kernel updates.</summary>
    public float KernelRate { get; init; } = .02f;

    /// <summary>Decoupled weight decay of the kernels.</summary>
    public float KernelDecay { get; init; } = .02f;

    /// <summary>Share of the kernels' momentum that stays.</summary>
    public float Momentum { get; init; } = .95f;

    /// <summary>Newton-Schulz steps.</summary>
    public int Iterations { get; init; } = 4;

    /// <summary>Rate of AdamW.</summary>
    public float Rate { get; init; } = 4e-3f;

    /// <summary>Decoupled weight decay of stem and prediction kernels; biases and batch norm have none.</summary>
    public float Decay { get; init; } = .01f;

    /// <summary>AdamW's decay of the first moment.</summary>
    public float Beta1 { get; init; } = .9f;

    /// <summary>AdamW's decay of the second moment.</summary>
    public float Beta2 { get; init; } = .99f;
}
