using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Detection.Execution;
using DigitPipeline.Detection.Model;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>All that a training has at the end of a step, as flat tensors: what a checkpoint holds and what decides the next step.</summary>
internal sealed class TrainingState
{
    public TrainingState(IReadOnlyList<Variable> variables, ulong seed, string device)
    {
        Device = torch.device(device == "cuda" || (device == "auto" && torch.cuda.is_available()) ? "cuda" : "cpu");
        Layout = new ParameterLayout(variables);
        All = torch.tensor(Initialize(Layout, seed), device: Device);
        Weights = All.narrow(0, 0, Layout.TrainedLength);
        Statistics = All.narrow(0, Layout.TrainedLength, Layout.Length - Layout.TrainedLength);
        Average = All.clone();
        Momentum = torch.zeros(Layout.TrainedLength, device: Device);
        SecondMoment = torch.zeros(Layout.TrainedLength - Layout.KernelLength, device: Device);
    }

    public torch.Device Device { get; }

    public ParameterLayout Layout { get; }

    /// <summary>Steps done.</summary>
    public long Step { get; set; }

    /// <summary>Weights and statistics.</summary>
    public Tensor All { get; }

    /// <summary>The trained part of <see cref="All"/>.</summary>
    public Tensor Weights { get; }

    /// <summary>The batch-norm statistics in <see cref="All"/>.</summary>
    public Tensor Statistics { get; }

    /// <summary>Running average of <see cref="All"/>.</summary>
    public Tensor Average { get; }

    /// <summary>Momentum of every trained element.</summary>
    public Tensor Momentum { get; }

    /// <summary>AdamW's second moment of the elements after the kernels.</summary>
    public Tensor SecondMoment { get; }

    /// <summary>The metrics so far.</summary>
    public List<TrainingMetrics> Metrics { get; } = [];

    private static float[] Initialize(ParameterLayout layout, ulong seed)
    {
        var values = new float[layout.Length];
        foreach (var variable in layout.Variables)
        {
            var random = CounterRandom.For(seed, "weights/" + variable.Name);
            var (kind, mean, spread) = variable.Initializer;
            var offset = layout.OffsetOf(variable);
            for (var i = 0; i < variable.Size; i++)
            {
                values[offset + i] = (float)(mean + (spread * Draw(random, kind)));
            }
        }

        return values;
    }

    private static double Draw(CounterRandom random, InitializerKind kind)
    {
        switch (kind)
        {
            case InitializerKind.Constant:
                return 0;
            case InitializerKind.Uniform:
                return random.Uniform(-1, 1);
            default:
                var normal = random.Normal();
                while (kind == InitializerKind.TruncatedNormal && Math.Abs(normal) > 2)
                {
                    normal = random.Normal();
                }

                return normal;
        }
    }
}

/// <summary>Values of one step, all of them functions of settings and data.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Classification">Classification loss.</param>
/// <param name="Localization">Localisation loss.</param>
/// <param name="Regularization">Penalty of the weights.</param>
/// <param name="LearningRate">Rate of the step (of the kernels, where there are several).</param>
public readonly record struct TrainingMetrics(long Step, float Classification, float Localization, float Regularization, float LearningRate)
{
    /// <summary>Sum of the losses.</summary>
    public float Total => Classification + Localization + Regularization;
}
