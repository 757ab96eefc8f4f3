namespace DigitPipeline.Export.Inference;

/// <summary>What surrounds the network at inference.</summary>
public sealed record InferenceOptions
{
    /// <summary>Rows of the network's input.</summary>
    public required int InputHeight { get; init; }

    /// <summary>Columns of the network's input.</summary>
    public required int InputWidth { get; init; }

    /// <summary>How a picture becomes that size; its aspect ratio is not kept.</summary>
    public ResizeMode Resize { get; init; } = ResizeMode.LegacyBilinear;

    /// <summary>Per channel (R, G, B): a value 0 to 255 becomes <c>value * scale + offset</c>.</summary>
    public required IReadOnlyList<float> ChannelScale { get; init; }

    /// <summary>Per channel (R, G, B), see <see cref="ChannelScale"/>.</summary>
    public required IReadOnlyList<float> ChannelOffset { get; init; }

    /// <summary>Anchors <c>[count, 4]</c> as <c>ymin, xmin, ymax, xmax</c> of the network's input, normalised, levels in the network's order.</summary>
    public required float[,] Anchors { get; init; }

    /// <summary>Divisors of the box codes ty, tx, th, tw.</summary>
    public BoxCodeScale BoxCode { get; init; } = new(10, 10, 5, 5);

    /// <summary>Divisor of the class logits before the sigmoid.</summary>
    public float LogitScale { get; init; } = 1;

    /// <summary>Candidates need a higher score than this.</summary>
    public float ScoreThreshold { get; init; } = 1e-8f;

    /// <summary>A candidate that overlaps a better detection by more than this IoU is dropped.</summary>
    public float IoUThreshold { get; init; } = .6f;

    /// <summary>One suppression over all classes (each anchor with its best class) instead of one a class.</summary>
    public bool ClassAgnostic { get; init; }

    /// <summary>Most detections a class; without effect where the suppression is class agnostic.</summary>
    public int MaxDetectionsPerClass { get; init; } = 100;

    /// <summary>Most detections a picture: the outputs' length.</summary>
    public int MaxDetections { get; init; } = 100;

    /// <summary>Whether an anchor's first logit is the background's; it is left out.</summary>
    public bool HasBackground { get; init; }

    /// <summary>Names of the classes; the class with index i of the logits (after the background) has label-map id i + 1.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }
}

/// <summary>Divisors of box codes, as <c>faster_rcnn_box_coder</c> of a pipeline.config has them.</summary>
public readonly record struct BoxCodeScale(float Y, float X, float Height, float Width);

/// <summary>Ways to resize a picture.</summary>
public enum ResizeMode
{
    /// <summary>
    /// TensorFlow 1's bilinear: the source of a pixel is <c>place * in / out</c>, without half-pixel centres or smoothing; in float32 bit
    /// for bit the Object Detection API's.
    /// </summary>
    LegacyBilinear,

    /// <summary>Bilinear with half-pixel centres, its triangle widened by the factor of reduction, so that no pixel is left out.</summary>
    AntialiasedBilinear,
}
