namespace DigitPipeline.Detection.PostProcessing;

/// <summary>From raw outputs to detections: <c>post_processing</c> of a pipeline.config.</summary>
/// <param name="ScoreThreshold">Only higher scores are candidates.</param>
/// <param name="IoUThreshold">A candidate that overlaps a better one by more than this is dropped.</param>
/// <param name="MaxPerClass">Most detections of a class.</param>
/// <param name="MaxTotal">Most detections in all.</param>
/// <param name="ClassAgnostic">Each anchor stands for its best class, and classes suppress each other.</param>
/// <param name="LogitScale">Logits are divided by this before they become scores.</param>
public sealed record PostProcessingOptions(
    float ScoreThreshold, float IoUThreshold, int MaxPerClass, int MaxTotal, bool ClassAgnostic, float LogitScale)
{
    /// <summary>How logits become scores.</summary>
    public ScoreConversion Conversion { get; init; } = ScoreConversion.Sigmoid;

    /// <summary>Whether the logits go through a sigmoid before all else: the box predictor's own <c>score_converter</c>.</summary>
    public bool PredictorSigmoid { get; init; }

    /// <summary>
    /// Soft suppression (Bodla et al. 2017): overlapping candidates are not dropped, their scores are multiplied by
    /// exp(-IoU^2 / (2 sigma)). 0 suppresses hard.
    /// </summary>
    public float SoftSigma { get; init; }

    /// <summary>
    /// Boxes are cut to the picture before the suppression instead of after it, and empty ones stay:
    /// TensorFlow's <c>combined_non_max_suppression</c>.
    /// </summary>
    public bool ClipFirst { get; init; }

    /// <summary>
    /// Whether boxes are given relative to the picture; otherwise to the network's input, of which a picture that keeps its
    /// proportions fills a part.
    /// </summary>
    public bool RelativeToPicture { get; init; } = true;
}

/// <summary>How logits become scores.</summary>
public enum ScoreConversion
{
    /// <summary>1 / (1 + exp(-x)), each class for itself.</summary>
    Sigmoid,

    /// <summary>exp(x) over the sum of all columns of the anchor, the background's included.</summary>
    Softmax,

    /// <summary>The logits as they are; only those that are not negative are detections.</summary>
    Identity,
}
