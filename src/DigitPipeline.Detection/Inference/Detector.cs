using System.Runtime.InteropServices;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Execution;
using DigitPipeline.Detection.Model;
using DigitPipeline.Detection.PostProcessing;
using DigitPipeline.Formats.Protos;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Inference;

/// <summary>
/// A trained detector on libtorch. May be used from several threads; libtorch itself uses one thread a call, so that results do
/// not depend on the number of cores.
/// </summary>
public sealed class Detector : IDisposable
{
    private readonly NetworkExecutor network;
    private readonly Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
    private readonly Box[] anchors;
    private readonly DetectionDecoder postProcessor;

    /// <summary>A detector with the given weights.</summary>
    /// <param name="definition">The detector.</param>
    /// <param name="weights">Values by variable name, in the layout of <see cref="Variable.Shape"/>.</param>
    public Detector(DetectorDefinition definition, IReadOnlyDictionary<string, float[]> weights)
    {
        TorchSettings.Apply();
        Definition = definition;
        var graph = definition.Network;
        network = new NetworkExecutor(graph);
        anchors = definition.GenerateAnchors();
        postProcessor = new DetectionDecoder(definition.PostProcessing, definition.Coder, definition.HasBackground);
        foreach (var variable in graph.Variables)
        {
            tensors[variable.Name] = torch.tensor(weights[variable.Name], [.. variable.Shape.Select(side => (long)side)]).DetachFromDisposeScope();
        }
    }

    /// <summary>What the detector is.</summary>
    public DetectorDefinition Definition { get; }

    /// <summary>Loads a checkpoint.</summary>
    /// <param name="prefix">Path of the checkpoint without <c>.index</c>.</param>
    /// <param name="config">The pipeline.config that the checkpoint was trained with.</param>
    /// <exception cref="FileNotFoundException">There is no such checkpoint.</exception>
    /// <exception cref="Formats.FormatException">The checkpoint is damaged or does not fit the config.</exception>
    /// <exception cref="DetectorConfigException">The config asks for something that is not supported.</exception>
    public static Detector Load(string prefix, TrainEvalPipelineConfig config)
    {
        var definition = DetectorFactory.FromConfig(config);
        return new Detector(definition, Weights.Load(prefix, definition.Network));
    }

    /// <summary>Finds objects in a picture of any size.</summary>
    /// <returns>Detections, best first, boxes normalised to the picture.</returns>
    public IReadOnlyList<DetectedObject> Detect(RgbImage picture)
    {
        var (codes, logits) = Run(picture);
        return Decode(codes, logits, WindowOf(picture));
    }

    /// <summary>The network's outputs for a picture, before post-processing.</summary>
    /// <returns>Box codes <c>[anchors, 4]</c> and class logits <c>[anchors, columns]</c>.</returns>
    public (float[] Codes, float[] Logits) Run(RgbImage picture)
    {
        using var untracked = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var input = torch.empty(1, Definition.Height, Definition.Width, 3);
        Definition.Input.Fill(picture, Definition.Height, Definition.Width, MemoryMarshal.Cast<byte, float>(input.bytes));
        var outputs = network.Run(input.permute(0, 3, 1, 2), variable => tensors[variable.Name], training: false);
        return (Join(outputs.Select(output => output.Boxes)), Join(outputs.Select(output => output.Logits)));
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }

    /// <summary>Turns the network's outputs into detections.</summary>
    /// <param name="codes">Box codes <c>[anchors, 4]</c>.</param>
    /// <param name="logits">Class logits <c>[anchors, columns]</c>.</param>
    /// <param name="window">Where the picture lies in the network's input, normalised.</param>
    internal IReadOnlyList<DetectedObject> Decode(float[] codes, float[] logits, Box window) =>
        [.. postProcessor.Detect(anchors, codes, logits, Definition.ClassColumns, window).Select(found => found.Object)];

    /// <summary>Where a picture lies in the network's input, normalised.</summary>
    internal Box WindowOf(RgbImage picture) => Definition.Input.WindowOf(picture.Height, picture.Width, Definition.Height, Definition.Width);

    /// <summary>The sum of all weights' penalties: half of <see cref="Variable.L2"/> times the sum of squares.</summary>
    internal double Penalty()
    {
        using var scope = torch.NewDisposeScope();
        return Definition.Network.Variables.Where(variable => variable.L2 > 0)
            .Sum(variable => .5 * variable.L2 * tensors[variable.Name].square().sum(torch.float64).item<double>());
    }

    private static float[] Join(IEnumerable<Tensor> levels) =>
        [.. levels.SelectMany(level => MemoryMarshal.Cast<byte, float>(level.permute(0, 2, 3, 1).contiguous().bytes).ToArray())];
}
