using System.Runtime.InteropServices;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.Execution;
using DigitPipeline.Detection.Execution.Tape;
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
    private readonly TrainingVariables variables;
    private readonly Dictionary<(int Height, int Width), (ITrainingPass Pass, Box[] Anchors)> sizes = [];
    private LevelTensors[] buffers = [];

    public Replica(DetectorDefinition definition, TrainingObjective objective, TrainingState state)
    {
        (this.definition, this.objective, this.state) = (definition, objective, state);
        var layout = state.Layout;
        assigner = new TargetAssigner(objective.Matcher, definition.Coder, definition.ClassCount, definition.HasBackground);
        Statistics = state.Statistics.clone();
        Gradients = torch.zeros(layout.TrainedLength, device: state.Device);
        variables = new TrainingVariables(layout, state.Weights, Statistics, Gradients);
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
        var (pass, anchors) = ForSize(height, width);
        var (batch, targets) = Batch(source, step, first, count, (height, width), anchors);
        Statistics.copy_(state.Statistics);
        Gradients.zero_();
        var outputs = pass.Forward(batch, normsLearn);
        var levels = Read(outputs);
        Losses = objective.Loss.Evaluate(targets, levels, definition.ClassColumns);
        pass.Backward([.. levels.Zip(outputs).Select(pair =>
            (Write(pair.First.BoxGradients, pair.Second.Boxes), Write(pair.First.LogitGradients, pair.Second.Logits)))]);
    }

    private (ITrainingPass Pass, Box[] Anchors) ForSize(int height, int width)
    {
        if (!sizes.TryGetValue((height, width), out var known))
        {
            var network = definition.Build(height, width);
            ITrainingPass pass = state.Device.type == DeviceType.CPU ? new TapePass(network, variables) : new AutogradPass(network, variables);
            known = sizes[(height, width)] = (pass, definition.Anchors.Generate(height, width));
        }

        return known;
    }

    private (Tensor Batch, DetectionTargets[] Targets) Batch(
        ITrainingSource source, long step, int first, int count, (int Height, int Width) size, Box[] anchors)
    {
        var batch = torch.empty(count, size.Height, size.Width, 3);
        var values = MemoryMarshal.Cast<byte, float>(batch.bytes);
        var (each, targets) = (size.Height * size.Width * 3, new DetectionTargets[count]);
        for (var i = 0; i < count; i++)
        {
            var objects = source.Fill(step, first + i, size.Height, size.Width, definition.Input, values.Slice(i * each, each));
            targets[i] = assigner.Assign(objects, [.. objects.Select(item => item.Weight)], anchors);
        }

        return (batch.to(state.Device).permute(0, 3, 1, 2), targets);
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
