using System.Runtime.InteropServices;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.Execution;
using DigitPipeline.Detection.Losses;
using DigitPipeline.Detection.Model;
using DigitPipeline.Detection.Targets;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// One copy of the network: reads the shared weights, has batch-norm statistics and gradients of its own, and takes its part of
/// each batch from the source itself.
/// </summary>
internal sealed class Replica
{
    private readonly DetectorDefinition definition;
    private readonly TrainingObjective objective;
    private readonly TrainingState state;
    private readonly TargetAssigner assigner;
    private readonly Variable[] trained;
    private readonly ParameterViews weights;
    private readonly ParameterViews statistics;
    private readonly ParameterViews gradientViews;
    private readonly Tensor[] leaves;
    private readonly Dictionary<(int Height, int Width), (NetworkExecutor Network, Box[] Anchors)> sizes = [];
    private LevelTensors[] buffers = [];

    public Replica(DetectorDefinition definition, TrainingObjective objective, TrainingState state)
    {
        (this.definition, this.objective, this.state) = (definition, objective, state);
        var layout = state.Layout;
        assigner = new TargetAssigner(objective.Matcher, definition.Coder, definition.ClassCount, definition.HasBackground);
        trained = [.. layout.Variables.Where(variable => variable.Trained)];
        Statistics = state.Statistics.clone();
        Gradients = torch.zeros(layout.TrainedLength, device: state.Device);
        weights = new ParameterViews(layout, trained, state.Weights, 0, track: true);
        statistics = new ParameterViews(layout, layout.Variables.Where(variable => !variable.Trained), Statistics, layout.TrainedLength, track: false);
        gradientViews = new ParameterViews(layout, trained, Gradients, 0, track: false);
        leaves = [.. trained.Select(variable => weights[variable])];
    }

    /// <summary>Gradients of the last part, flat.</summary>
    public Tensor Gradients { get; }

    /// <summary>Batch-norm statistics after the last part, flat.</summary>
    public Tensor Statistics { get; }

    /// <summary>Losses of the last part.</summary>
    public DetectionLosses Losses { get; private set; }

    /// <summary>
    /// Makes the samples from <paramref name="first"/> on, and the gradient of their loss; batch norms use the batch's statistics
    /// where they learn, the moving ones otherwise.
    /// </summary>
    public void Run(ITrainingSource source, long step, int first, int count, int height, int width, bool normsLearn)
    {
        using var scope = torch.NewDisposeScope();
        var (network, anchors) = ForSize(height, width);
        var samples = Enumerable.Range(first, count).Select(sample => source.Sample(step, sample, height, width)).ToArray();
        var targets = samples.Select(sample => assigner.Assign(sample.Objects, [], anchors)).ToArray();
        Statistics.copy_(state.Statistics);
        var outputs = network.Run(
            Batch(samples, height, width), variable => variable.Trained ? weights[variable] : statistics[variable], training: normsLearn);
        var levels = Read(outputs);
        Losses = objective.Loss.Evaluate(targets, levels, definition.ClassColumns);
        Tensor[] heads = [.. outputs.SelectMany(output => new[] { output.Boxes, output.Logits })];
        Tensor[] derivatives = [.. levels.Zip(outputs).SelectMany(pair => new[]
        {
            Write(pair.First.BoxGradients, pair.Second.Boxes), Write(pair.First.LogitGradients, pair.Second.Logits),
        })];
        var gradients = torch.autograd.grad(heads, leaves, derivatives);
        using var untracked = torch.no_grad();
        for (var i = 0; i < trained.Length; i++)
        {
            gradientViews[trained[i]].copy_(gradients[i]);
        }
    }

    private (NetworkExecutor Network, Box[] Anchors) ForSize(int height, int width) =>
        sizes.TryGetValue((height, width), out var known)
            ? known
            : sizes[(height, width)] = (new NetworkExecutor(definition.Build(height, width)), definition.Anchors.Generate(height, width));

    private Tensor Batch(IReadOnlyList<Datasets.Images.AnnotatedImage> samples, int height, int width)
    {
        var batch = torch.empty(samples.Count, height, width, 3);
        var values = MemoryMarshal.Cast<byte, float>(batch.bytes);
        for (var i = 0; i < samples.Count; i++)
        {
            definition.Input.Fill(samples[i].Image, height, width, values.Slice(i * height * width * 3, height * width * 3));
        }

        return batch.to(state.Device).permute(0, 3, 1, 2);
    }

    private LevelTensors[] Read((Tensor Boxes, Tensor Logits)[] outputs)
    {
        // The arrays are large; they are made once for a size of the pictures.
        if (buffers.Length != outputs.Length || buffers.Zip(outputs).Any(pair => pair.First.Logits.Length != pair.Second.Logits.numel()))
        {
            buffers = [.. outputs.Select(output => new LevelTensors(
                (int)(output.Boxes.shape[1] * output.Boxes.shape[2] * output.Boxes.shape[3] / 4), (int)output.Boxes.numel(), (int)output.Logits.numel()))];
        }

        foreach (var (level, output) in buffers.Zip(outputs))
        {
            Copy(output.Boxes, level.Boxes);
            Copy(output.Logits, level.Logits);
        }

        return buffers;
    }

    private static void Copy(Tensor tensor, float[] to) =>
        MemoryMarshal.Cast<byte, float>(tensor.detach().permute(0, 2, 3, 1).contiguous().cpu().bytes).CopyTo(to);

    private Tensor Write(float[] values, Tensor like)
    {
        var shape = like.shape;
        var tensor = torch.empty(shape[0], shape[2], shape[3], shape[1]);
        values.CopyTo(MemoryMarshal.Cast<byte, float>(tensor.bytes));
        return tensor.to(state.Device).permute(0, 3, 1, 2);
    }
}
