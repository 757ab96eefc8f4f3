namespace DigitPipeline.Detection.Training;

/// <summary>The Object Detection API's <c>cosine_decay_learning_rate</c>, in float32 as TensorFlow computes it.</summary>
public sealed record CosineDecayRate(float Base, long TotalSteps, float WarmUpRate, long WarmUpSteps, long HoldSteps) : ILearningRate
{
    /// <inheritdoc />
    public float At(long step)
    {
        if (step > TotalSteps)
        {
            return 0;
        }

        if (step < WarmUpSteps)
        {
            return ((Base - WarmUpRate) / WarmUpSteps * step) + WarmUpRate;
        }

        if (HoldSteps > 0 && step <= WarmUpSteps + HoldSteps)
        {
            return Base;
        }

        var done = MathF.PI * (step - WarmUpSteps - HoldSteps) / (TotalSteps - WarmUpSteps - HoldSteps);
        return .5f * Base * (1 + MathF.Cos(done));
    }
}

/// <summary>
/// The Object Detection API's <c>exponential_decay_learning_rate</c>: base * factor^((step - burn-in) / steps), in whole powers where
/// <paramref name="Staircase"/>, at least <paramref name="Least"/>.
/// </summary>
/// <param name="Base">Rate after the burn-in.</param>
/// <param name="DecaySteps">Steps in which the rate falls by the factor.</param>
/// <param name="Factor">What it is multiplied by.</param>
/// <param name="Staircase">Whether it stays the same between.</param>
/// <param name="BurnInRate">Rate of the burn-in; 0 stands for the base.</param>
/// <param name="BurnInSteps">Steps of the burn-in.</param>
/// <param name="Least">The rate does not fall below.</param>
public sealed record ExponentialDecayRate(
    float Base, long DecaySteps, float Factor, bool Staircase, float BurnInRate, long BurnInSteps, float Least) : ILearningRate
{
    /// <inheritdoc />
    public float At(long step)
    {
        if (step < BurnInSteps)
        {
            return MathF.Max(BurnInRate == 0 ? Base : BurnInRate, Least);
        }

        var power = (float)(step - BurnInSteps) / DecaySteps;
        return MathF.Max(Base * MathF.Pow(Factor, Staircase ? MathF.Floor(power) : power), Least);
    }
}

/// <summary>The Object Detection API's <c>manual_step_learning_rate</c>: a rate that changes at given steps.</summary>
/// <param name="Initial">Rate before the first change.</param>
/// <param name="Changes">Steps from which rates hold, ascending.</param>
/// <param name="WarmUp">Whether the rate rises linearly from the initial one to the first change.</param>
public sealed record ManualStepRate(float Initial, IReadOnlyList<(long Step, float Rate)> Changes, bool WarmUp) : ILearningRate
{
    /// <inheritdoc />
    public float At(long step)
    {
        if (WarmUp && Changes.Count > 0 && step < Changes[0].Step)
        {
            return (float)(Initial + (((double)Changes[0].Rate - Initial) / Changes[0].Step * step));
        }

        return Changes.LastOrDefault(change => change.Step <= step) is { Step: > 0 } last ? last.Rate : Initial;
    }
}
