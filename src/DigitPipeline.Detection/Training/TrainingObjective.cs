using DigitPipeline.Detection.Losses;
using DigitPipeline.Detection.Targets;

namespace DigitPipeline.Detection.Training;

/// <summary>What the outputs of a detector are trained to be.</summary>
/// <param name="Matcher">Which anchor stands for which box.</param>
/// <param name="Loss">What a difference costs.</param>
public sealed record TrainingObjective(ArgMaxMatcher Matcher, DetectionLoss Loss);
