using System.Runtime.InteropServices;
using DigitPipeline.Detection.Execution;
using DigitPipeline.Detection.Model;
using TorchSharp;

namespace DigitPipeline.Detection.Tests;

/// <summary>Runs networks in tests.</summary>
internal static class Networks
{
    /// <summary>Inference on a pre-processed batch <c>[batch, height, width, 3]</c>; outputs <c>[batch, anchors, values]</c>.</summary>
    public static (float[] Codes, float[] Logits) Run(DetectorDefinition definition, IReadOnlyDictionary<string, float[]> weights, float[] batch, int count)
    {
        using var scope = torch.NewDisposeScope();
        using var untracked = torch.no_grad();
        var input = torch.tensor(batch, [count, definition.Height, definition.Width, 3]).permute(0, 3, 1, 2);
        var tensors = definition.Network.Variables.ToDictionary(
            variable => variable.Name, variable => torch.tensor(weights[variable.Name], [.. variable.Shape.Select(side => (long)side)]));
        var levels = new NetworkExecutor(definition.Network).Run(input, variable => tensors[variable.Name], training: false);
        return (Join(levels.Select(level => level.Boxes), 4), Join(levels.Select(level => level.Logits), definition.ClassColumns));

        float[] Join(IEnumerable<torch.Tensor> outputs, int values)
        {
            var parts = outputs.Select(output => output.permute(0, 2, 3, 1).reshape(count, -1, values)).ToArray();
            return MemoryMarshal.Cast<byte, float>(torch.cat(parts, 1).contiguous().bytes).ToArray();
        }
    }
}
