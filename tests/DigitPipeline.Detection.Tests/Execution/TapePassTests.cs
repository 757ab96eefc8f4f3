using System.Runtime.InteropServices;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Detection.Execution;
using DigitPipeline.Detection.Execution.Tape;
using DigitPipeline.Detection.Model;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Tests.Execution;

public class TapePassTests
{
    private static readonly string Original = Configs.Original(".125", 24, 3, 160);

    [Theory]
    [InlineData("", "")]
    [InlineData("RELU_6", "RELU")]
    [InlineData("RELU_6", "SWISH")]
    [InlineData("RELU_6", "NONE")]
    [InlineData("min_depth: 16", "min_depth: 20")]
    [InlineData("scale: true", "scale: false")]
    [InlineData("scale: true", "scale: true center: false")]
    [InlineData("batch_norm { decay: .997 epsilon: .001 scale: true }", "")]
    [InlineData("num_layers_before_predictor: 4", "num_layers_before_predictor: 2 share_prediction_tower: true kernel_size: 5")]
    [InlineData("num_layers_before_predictor: 4", "num_layers_before_predictor: 1 kernel_size: 2 box_encodings_clip_range { min: -1 max: 1 }")]
    public void With_moving_statistics_outputs_and_gradients_are_those_of_libtorch(string found, string replacement) =>
        Compare(found.Length == 0 ? Original : Original.Replace(found, replacement, StringComparison.Ordinal), 160, normsLearn: false, 1e-4);

    // 260 channels: gradients are products of matrices then, and the last block of eight channels is not full.
    [Fact]
    public void Wide_convolutions_on_small_maps_are_those_of_libtorch() => Compare(Configs.Original(".125", 260, 3, 160), 160, normsLearn: false, 1e-4);

    // Libtorch's statistics of maps whose channels lie together are exact to three digits only; golden data has the last word.
    [Theory]
    [InlineData("RELU_6", "SWISH")]
    [InlineData("activation: RELU_6", "activation: SWISH force_use_bias: true")]
    public void With_the_batch_s_statistics_they_are_near_libtorch_s(string found, string replacement) =>
        Compare(Original.Replace(found, replacement, StringComparison.Ordinal), 160, normsLearn: true, 2e-2);

    [Theory]
    [InlineData(true, 2e-2)]
    [InlineData(false, 1e-4)]
    public void The_small_network_is_that_of_libtorch_as_well(bool normsLearn, double tolerance) => Compare(Configs.Tiny, 64, normsLearn, tolerance);

    private static void Compare(string config, int side, bool normsLearn, double tolerance)
    {
        using var scope = torch.NewDisposeScope();
        var network = Configs.Detector(config).Build(side, side);
        var layout = new ParameterLayout(network.Variables);
        var start = StartValues(layout);
        var expected = Run(network, layout, start, side, normsLearn, variables => new AutogradPass(network, variables));
        var actual = Run(network, layout, start, side, normsLearn, variables => new TapePass(network, variables));
        for (var i = 0; i < expected.Outputs.Length; i++)
        {
            Near($"output {i}", expected.Outputs[i], actual.Outputs[i], tolerance);
        }

        foreach (var variable in layout.Variables)
        {
            var (was, now) = variable.Trained ? (expected.Gradients, actual.Gradients) : (expected.Statistics, actual.Statistics);
            var offset = layout.OffsetOf(variable) - (variable.Trained ? 0 : layout.TrainedLength);
            Near(variable.Name, was[offset..(offset + variable.Size)], now[offset..(offset + variable.Size)], tolerance);
        }
    }

    private static (float[][] Outputs, float[] Gradients, float[] Statistics) Run(
        DetectorNetwork network, ParameterLayout layout, float[] start, int side, bool normsLearn, Func<TrainingVariables, ITrainingPass> create)
    {
        var all = torch.tensor(start);
        var statistics = all.narrow(0, layout.TrainedLength, layout.Length - layout.TrainedLength).clone();
        var gradients = torch.zeros(layout.TrainedLength);
        var pass = create(new TrainingVariables(layout, all.narrow(0, 0, layout.TrainedLength), statistics, gradients));
        var random = CounterRandom.For(4, "pictures");
        var pictures = torch.tensor(Numbers(random, 2 * side * side * 3, 1), [2, side, side, 3]).permute(0, 3, 1, 2);
        var outputs = pass.Forward(pictures, normsLearn);
        var values = outputs.SelectMany(level => new[] { Values(level.Boxes), Values(level.Logits) }).ToArray();
        pass.Backward([.. outputs.Select(level => (Derivative(random, level.Boxes), Derivative(random, level.Logits)))]);
        return (values, Values(gradients), Values(statistics));
    }

    private static Tensor Derivative(CounterRandom random, Tensor output)
    {
        var shape = output.shape;
        return torch.tensor(Numbers(random, (int)output.numel(), .1), [shape[0], shape[2], shape[3], shape[1]]).permute(0, 3, 1, 2);
    }

    private static float[] StartValues(ParameterLayout layout)
    {
        var values = new float[layout.Length];
        foreach (var variable in layout.Variables)
        {
            var random = CounterRandom.For(2, variable.Name);
            var (centre, spread) = variable.Role switch
            {
                VariableRole.MovingVariance => (1, .2),
                VariableRole.Gamma => (.6, .2),
                VariableRole.Bias or VariableRole.Beta or VariableRole.MovingMean => (.1, .2),
                _ => (0, Math.Sqrt(1.5 / (variable.Size / variable.Shape[0]))),
            };
            for (var i = 0; i < variable.Size; i++)
            {
                values[layout.OffsetOf(variable) + i] = (float)(centre + (spread * Math.Clamp(random.Normal(), -2, 2)));
            }
        }

        return values;
    }

    private static float[] Numbers(CounterRandom random, int count, double spread) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(spread * random.Normal()))];

    private static float[] Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.detach().contiguous().bytes).ToArray();

    // Relative to the norm: where a value crosses an activation's corner by rounding, a gradient changes a little.
    private static void Near(string name, float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var distance = Math.Sqrt(expected.Zip(actual, (a, b) => Math.Pow((double)a - b, 2)).Sum());
        var size = Math.Sqrt(expected.Sum(value => (double)value * value));
        Assert.True(distance <= tolerance * Math.Max(size, 1e-3), $"{name}: {distance} of {size}");
    }
}
