namespace DigitPipeline.Detection.Training;

/// <summary>A learning rate by step.</summary>
public interface ILearningRate
{
    /// <summary>The rate of the update that turns the weights of <paramref name="step"/> into those of the next.</summary>
    float At(long step);
}

/// <summary>The same rate at all steps.</summary>
public sealed record ConstantRate(float Rate) : ILearningRate
{
    /// <inheritdoc />
    public float At(long step) => Rate;
}

/// <summary>
/// A factor that rises linearly to 1 over the first <paramref name="WarmUp"/> of <paramref name="Steps"/> and then falls as a
/// cosine to <paramref name="Final"/>.
/// </summary>
public sealed record WarmUpCosineFactor(long Steps, double WarmUp, double Final) : ILearningRate
{
    /// <inheritdoc />
    public float At(long step)
    {
        var done = (double)step / Steps;
        var factor = done < WarmUp
            ? done / WarmUp
            : Final + ((1 - Final) * .5 * (1 + Math.Cos(Math.PI * (done - WarmUp) / (1 - WarmUp))));
        return (float)Math.Max(factor, .02 * (done < WarmUp ? 1 : 0));
    }
}
