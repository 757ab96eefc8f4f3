using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.Anchors;
using DigitPipeline.Detection.PostProcessing;
using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Detection.Targets;

namespace DigitPipeline.Detection.Model;

/// <summary>Everything a detector is at inference, except its weights.</summary>
/// <param name="Build">Makes the network for an input of (height, width); variables do not depend on the size.</param>
/// <param name="Height">Input height.</param>
/// <param name="Width">Input width.</param>
/// <param name="ClassCount">Number of classes; ids are 1 to this.</param>
/// <param name="HasBackground">Whether each anchor has a logit for the background, column 0, before those of the classes.</param>
/// <param name="Input">Pre-processing.</param>
/// <param name="Anchors">Anchor generator.</param>
/// <param name="Coder">Box code.</param>
/// <param name="PostProcessing">From outputs to detections.</param>
public sealed record DetectorDefinition(
    Func<int, int, DetectorNetwork> Build,
    int Height,
    int Width,
    int ClassCount,
    bool HasBackground,
    PictureInput Input,
    MultiscaleAnchors Anchors,
    FasterRcnnBoxCoder Coder,
    PostProcessingOptions PostProcessing)
{
    /// <summary>The network for the detector's own input size, made anew.</summary>
    public DetectorNetwork Network => Build(Height, Width);

    /// <summary>Logits of an anchor.</summary>
    public int ClassColumns => ClassCount + (HasBackground ? 1 : 0);

    /// <summary>Anchors of the detector's own input size, normalised.</summary>
    public Box[] GenerateAnchors() => Anchors.Generate(Height, Width);
}
