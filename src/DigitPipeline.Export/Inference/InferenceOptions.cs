using DigitPipeline.Detection.Model;
using DigitPipeline.Detection.PostProcessing;
using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Detection.Targets;

namespace DigitPipeline.Export.Inference;

/// <summary>What surrounds the network at inference.</summary>
public sealed record InferenceOptions
{
    /// <summary>Rows of the network's input.</summary>
    public required int InputHeight { get; init; }

    /// <summary>Columns of the network's input.</summary>
    public required int InputWidth { get; init; }

    /// <summary>How a picture becomes that size.</summary>
    public ResizeKind Resize { get; init; } = ResizeKind.LegacyBilinear;

    /// <summary>How the picture's proportions are kept; null where it is stretched.</summary>
    public AspectKeeping? Aspect { get; init; }

    /// <summary>Per channel (R, G, B): a value 0 to 255 becomes <c>value * scale + offset</c>.</summary>
    public required IReadOnlyList<float> ChannelScale { get; init; }

    /// <summary>Per channel (R, G, B), see <see cref="ChannelScale"/>.</summary>
    public required IReadOnlyList<float> ChannelOffset { get; init; }

    /// <summary>Anchors <c>[count, 4]</c> as <c>ymin, xmin, ymax, xmax</c> of the network's input, normalised, levels in the network's order.</summary>
    public required float[,] Anchors { get; init; }

    /// <summary>Divisors of the box codes ty, tx, th, tw.</summary>
    public FasterRcnnBoxCoder BoxCode { get; init; } = new(10, 10, 5, 5);

    /// <summary>Divisor of the class logits before they become scores.</summary>
    public float LogitScale { get; init; } = 1;

    /// <summary>How logits become scores.</summary>
    public ScoreConversion Conversion { get; init; }

    /// <summary>Whether the logits go through a sigmoid before all else.</summary>
    public bool PredictorSigmoid { get; init; }

    /// <summary>Candidates need a higher score than this.</summary>
    public float ScoreThreshold { get; init; } = 1e-8f;

    /// <summary>A candidate that overlaps a better detection by more than this IoU is dropped.</summary>
    public float IoUThreshold { get; init; } = .6f;

    /// <summary>Sigma of a soft suppression, see <see cref="PostProcessingOptions.SoftSigma"/>; 0 suppresses hard.</summary>
    public float SoftSigma { get; init; }

    /// <summary>Boxes are cut to the picture before the suppression, and empty ones stay.</summary>
    public bool ClipFirst { get; init; }

    /// <summary>Boxes are relative to the picture, not to the network's input.</summary>
    public bool RelativeToPicture { get; init; } = true;

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

    /// <summary>What a detector's definition says.</summary>
    /// <param name="definition">The detector.</param>
    /// <param name="classNames">Names by label-map id from 1, as many as the detector has classes.</param>
    /// <exception cref="ArgumentException">More or fewer names than classes.</exception>
    public static InferenceOptions Of(DetectorDefinition definition, IReadOnlyList<string> classNames)
    {
        if (classNames.Count != definition.ClassCount)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The detector has {definition.ClassCount} classes, but the label map names {classNames.Count}."), nameof(classNames));
        }

        var boxes = definition.GenerateAnchors();
        var anchors = new float[boxes.Length, 4];
        for (var i = 0; i < boxes.Length; i++)
        {
            (anchors[i, 0], anchors[i, 1], anchors[i, 2], anchors[i, 3]) = (boxes[i].YMin, boxes[i].XMin, boxes[i].YMax, boxes[i].XMax);
        }

        var post = definition.PostProcessing;
        return new InferenceOptions
        {
            InputHeight = definition.Height,
            InputWidth = definition.Width,
            Resize = definition.Input.Resize,
            Aspect = definition.Input.Aspect,
            ChannelScale = [definition.Input.Scale, definition.Input.Scale, definition.Input.Scale],
            ChannelOffset = definition.Input.Offset,
            Anchors = anchors,
            BoxCode = definition.Coder,
            LogitScale = post.LogitScale,
            Conversion = post.Conversion,
            PredictorSigmoid = post.PredictorSigmoid,
            SoftSigma = post.SoftSigma,
            ClipFirst = post.ClipFirst,
            RelativeToPicture = post.RelativeToPicture,
            ScoreThreshold = post.ScoreThreshold,
            IoUThreshold = post.IoUThreshold,
            ClassAgnostic = post.ClassAgnostic,
            MaxDetectionsPerClass = post.MaxPerClass,
            MaxDetections = post.MaxTotal,
            HasBackground = definition.HasBackground,
            ClassNames = classNames,
        };
    }
}
