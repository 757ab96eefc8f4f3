namespace DigitPipeline.Detection.Training;

/// <summary>How far a training is. Times are measured and belong on a screen, not into a file.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Metrics">Values of the last step; none before the first.</param>
/// <param name="PicturesPerSecond">Speed, over the steps since the start.</param>
/// <param name="Remaining">Time until the end at that speed.</param>
public sealed record TrainProgress(long Step, long Steps, TrainingMetrics? Metrics, double PicturesPerSecond, TimeSpan Remaining);
