using System.Runtime.InteropServices;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Detection.Execution;
using DigitPipeline.Detection.Model;
using TorchSharp;
using Padding = DigitPipeline.Detection.Model.Padding;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Tests.Execution;

/// <summary>The coarsest levels have maps of few cells, which kernels for processors treat in ways of their own.</summary>
public class SmallMapTests
{
    private const int Inputs = 16;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Convolutions_and_their_gradients_are_right_for_every_size_and_number_of_outputs(int batch)
    {
        TorchSettings.Apply();
        int[] sides = [1, 2, 3, 4, 5, 7];
        foreach (var (rows, columns) in sides.SelectMany(rows => sides.Select(columns => (rows, columns))))
        {
            foreach (var outputs in (int[])[4, 10, 18, 24, 36, 40, 44, 60, 66, 72])
            {
                using var scope = torch.NewDisposeScope();
                var found = Run(batch, rows, columns, outputs, torch.float32);
                var expected = Run(batch, rows, columns, outputs, torch.float64);
                foreach (var (was, now) in expected.Zip(found))
                {
                    var off = Golden.Distance(was, now) / Math.Max(1, was.Max(Math.Abs));
                    Assert.True(off < 1e-4, $"{batch} x {rows} x {columns} with {outputs} outputs is off by {off}");
                }
            }
        }
    }

    // Result, gradient of the input and gradient of the kernel.
    private static float[][] Run(int batch, int rows, int columns, int outputs, torch.ScalarType type)
    {
        var random = CounterRandom.For(1, "small", rows, columns);
        var kernel = new Variable("kernel", [outputs, Inputs, 3, 3], VariableRole.PredictionKernel, Initializer.Normal(0, 1));
        var node = new ConvNode("conv", new InputNode("input"), kernel, null, 1, Padding.All(1));
        var x = Numbers(random, batch, rows, columns, Inputs, type).requires_grad_();
        var weights = Numbers(random, outputs, 3, 3, Inputs, type).requires_grad_();
        var y = NodeOperations.Apply(node, [x], _ => weights);
        torch.autograd.backward([y], [Numbers(random, batch, rows, columns, outputs, type)]);
        return [Values(y), Values(x.grad!), Values(weights.grad!)];
    }

    private static Tensor Numbers(CounterRandom random, int count, int rows, int columns, int channels, torch.ScalarType type)
    {
        float[] values = [.. Enumerable.Range(0, count * rows * columns * channels).Select(_ => (float)random.Normal())];
        return torch.tensor(values, [count, rows, columns, channels]).to(type).permute(0, 3, 1, 2);
    }

    private static float[] Values(Tensor tensor) =>
        MemoryMarshal.Cast<byte, float>(tensor.detach().to(torch.float32).contiguous().bytes).ToArray();
}
