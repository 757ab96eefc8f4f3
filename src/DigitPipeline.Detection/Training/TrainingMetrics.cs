namespace DigitPipeline.Detection.Training;

/// <summary>Values of one step, all of them functions of settings and data.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Classification">Classification loss.</param>
/// <param name="Localization">Localisation loss.</param>
/// <param name="Regularization">Penalty of the weights.</param>
/// <param name="LearningRate">Rate of the step (of the kernels, where there are several).</param>
public readonly record struct TrainingMetrics(long Step, float Classification, float Localization, float Regularization, float LearningRate)
{
    /// <summary>Sum of the losses.</summary>
    public float Total => Classification + Localization + Regularization;
}
