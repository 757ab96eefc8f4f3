namespace DigitPipeline.Detection.PostProcessing;

/// <summary>From raw outputs to detections: <c>post_processing</c> of a pipeline.config.</summary>
/// <param name="ScoreThreshold">Only higher scores are candidates.</param>
/// <param name="IoUThreshold">A candidate that overlaps a better one by more than this is dropped.</param>
/// <param name="MaxPerClass">Most detections of a class.</param>
/// <param name="MaxTotal">Most detections in all.</param>
/// <param name="ClassAgnostic">Each anchor stands for its best class, and classes suppress each other.</param>
/// <param name="LogitScale">Logits are divided by this before the sigmoid.</param>
public sealed record PostProcessingOptions(
    float ScoreThreshold, float IoUThreshold, int MaxPerClass, int MaxTotal, bool ClassAgnostic, float LogitScale);
