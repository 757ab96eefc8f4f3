using System.Runtime.InteropServices;
using DigitPipeline.Detection.Execution;
using DigitPipeline.Detection.Execution.Tape;
using DigitPipeline.Detection.Model;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Tests;

/// <summary>Runs networks in tests.</summary>
internal static class Networks
{
    /// <summary>Inference on a pre-processed batch <c>[batch, height, width, 3]</c>; outputs <c>[batch, anchors, values]</c>.</summary>
    public static (float[] Codes, float[] Logits) Run(DetectorDefinition definition, IReadOnlyDictionary<string, float[]> weights, float[] batch, int count) =>
        Run(definition, definition.Height, definition.Width, weights, batch, count, training: false);

    /// <summary>The same for another size, or with the batch's statistics.</summary>
    public static (float[] Codes, float[] Logits) Run(
        DetectorDefinition definition, int height, int width, IReadOnlyDictionary<string, float[]> weights, float[] batch, int count, bool training)
    {
        using var scope = torch.NewDisposeScope();
        using var untracked = torch.no_grad();
        var levels = Execute(definition.Build(height, width), height, width, definition, weights, batch, count, training);
        return (Join(levels.Select(level => level.Boxes), 4), Join(levels.Select(level => level.Logits), definition.ClassColumns));

        float[] Join(IEnumerable<Tensor> outputs, int values) =>
            Values(torch.cat([.. outputs.Select(output => output.permute(0, 2, 3, 1).reshape(count, -1, values))], 1));
    }

    /// <summary>The maps <c>[batch, rows, columns, channels]</c> that nodes give.</summary>
    public static Dictionary<string, float[]> Maps(
        DetectorDefinition definition, IReadOnlyDictionary<string, float[]> weights, float[] batch, int count, bool training, params string[] nodes)
    {
        using var scope = torch.NewDisposeScope();
        using var untracked = torch.no_grad();
        var network = definition.Network;
        var found = nodes.Select(name => All(network).First(node => node.Name == name)).ToArray();
        var probe = network with { Levels = [.. found.Select((node, i) => new LevelOutput(i, node, node))] };
        var maps = Execute(probe, definition.Height, definition.Width, definition, weights, batch, count, training);
        return nodes.Zip(maps).ToDictionary(pair => pair.First, pair => Values(pair.Second.Boxes.permute(0, 2, 3, 1)));
    }

    /// <summary>The moving statistics after one training-mode pass, by variable name.</summary>
    public static Dictionary<string, float[]> StatisticsAfter(DetectorDefinition definition, IReadOnlyDictionary<string, float[]> weights, float[] batch, int count)
    {
        using var scope = torch.NewDisposeScope();
        using var untracked = torch.no_grad();
        var (variables, layout) = Variables(definition, weights);
        new TapePass(definition.Network, variables).Forward(Input(batch, count, definition.Height, definition.Width), normsLearn: true);
        return layout.Variables.Where(variable => !variable.Trained).ToDictionary(variable => variable.Name, variable => Values(variables.Value(variable)));
    }

    // What the CPU does: the tape in training, libtorch's own kernels at inference.
    private static (Tensor Boxes, Tensor Logits)[] Execute(
        DetectorNetwork network, int height, int width, DetectorDefinition definition, IReadOnlyDictionary<string, float[]> weights, float[] batch, int count, bool training)
    {
        var (variables, _) = Variables(definition, weights);
        var input = Input(batch, count, height, width);
        return training
            ? new TapePass(network, variables).Forward(input, normsLearn: true)
            : new NetworkExecutor(network).Run(input, variable => variables.Value(variable).detach(), training: false);
    }

    private static Tensor Input(float[] batch, int count, int height, int width) => torch.tensor(batch, [count, height, width, 3]).permute(0, 3, 1, 2);

    private static (TrainingVariables Variables, ParameterLayout Layout) Variables(DetectorDefinition definition, IReadOnlyDictionary<string, float[]> weights)
    {
        var layout = new ParameterLayout(definition.Network.Variables);
        var values = new float[layout.Length];
        foreach (var variable in layout.Variables)
        {
            layout.Insert(variable, weights[variable.Name], values);
        }

        var all = torch.tensor(values);
        var statistics = all.narrow(0, layout.TrainedLength, layout.Length - layout.TrainedLength);
        return (new TrainingVariables(layout, all.narrow(0, 0, layout.TrainedLength), statistics, torch.zeros(layout.TrainedLength)), layout);
    }

    private static float[] Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.detach().contiguous().bytes).ToArray();

    private static HashSet<Node> All(DetectorNetwork network)
    {
        var open = new Stack<Node>(network.Levels.SelectMany(level => new[] { level.BoxEncodings, level.ClassLogits }));
        var seen = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        while (open.TryPop(out var next))
        {
            if (seen.Add(next))
            {
                foreach (var input in next.Inputs)
                {
                    open.Push(input);
                }
            }
        }

        return seen;
    }
}
