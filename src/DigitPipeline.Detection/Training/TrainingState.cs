using System.Runtime.InteropServices;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Detection.Execution;
using DigitPipeline.Detection.Model;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// All that a training has at the end of a step, as flat tensors: what a checkpoint holds and what decides the next step. All zero
/// until <see cref="Restart"/> or a checkpoint fills it.
/// </summary>
internal sealed class TrainingState
{
    private readonly List<OptimizerSlot> slots = [];
    private readonly TrainingOptions options;

    public TrainingState(IReadOnlyList<Variable> variables, TrainingOptions options)
    {
        this.options = options;
        var device = options.Device == "cuda" || (options.Device == "auto" && torch.cuda.is_available()) ? "cuda" : "cpu";
        Device = torch.device(device);
        Layout = new ParameterLayout(variables);
        All = torch.zeros(Layout.Length, device: Device);
        Weights = All.narrow(0, 0, Layout.TrainedLength);
        Statistics = All.narrow(0, Layout.TrainedLength, Layout.Length - Layout.TrainedLength);
        Average = options.AveragingDecay > 0 ? torch.zeros(Layout.Length, device: Device) : null;
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

    /// <summary>Running average of <see cref="All"/>; null where there is none.</summary>
    public Tensor? Average { get; }

    /// <summary>What the optimizer keeps.</summary>
    public IReadOnlyList<OptimizerSlot> Slots => slots;

    /// <summary>The metrics so far.</summary>
    public List<TrainingMetrics> Metrics { get; } = [];

    /// <summary>Adds zeros for the trained elements from <paramref name="start"/> on, which an optimizer changes.</summary>
    public Tensor AddSlot(string name, int start = 0)
    {
        var values = torch.zeros(Layout.TrainedLength - start, device: Device);
        slots.Add(new OptimizerSlot(name, values, start));
        return values;
    }

    /// <summary>Puts everything to what it is before the first step.</summary>
    public void Restart()
    {
        if (Device.type == DeviceType.CPU)
        {
            FillStartValues(MemoryMarshal.Cast<byte, float>(All.bytes));
        }
        else
        {
            var values = new float[Layout.Length];
            FillStartValues(values);
            using var copy = torch.tensor(values);
            All.copy_(copy);
        }

        Average?.copy_(All);
        foreach (var slot in slots)
        {
            slot.Values.zero_();
        }

        Metrics.Clear();
        Step = 0;
    }

    private void FillStartValues(Span<float> values)
    {
        foreach (var variable in Layout.Variables)
        {
            if (options.InitialWeights.TryGetValue(variable.Name, out var given))
            {
                Layout.Insert(variable, given, values);
                continue;
            }

            var random = CounterRandom.For(options.Seed, "weights/" + variable.Name);
            var (kind, mean, spread) = variable.Initializer;
            var offset = Layout.OffsetOf(variable);
            for (var i = 0; i < variable.Size; i++)
            {
                values[offset + i] = (float)(mean + (spread * Draw(random, kind)));
            }
        }
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
