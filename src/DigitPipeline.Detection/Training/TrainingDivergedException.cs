namespace DigitPipeline.Detection.Training;

/// <summary>A loss is no longer a number. The last checkpoint is still there.</summary>
public sealed class TrainingDivergedException(long step, double classification, double localization) : Exception(
    FormattableString.Invariant(
        $"The loss of step {step} is not a finite number (classification {classification}, localization {localization}). The last checkpoint was kept. Lower the learning rate, or set gradient clipping."));
