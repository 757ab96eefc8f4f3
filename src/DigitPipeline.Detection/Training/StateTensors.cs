using System.Runtime.InteropServices;
using DigitPipeline.Detection.Model;
using DigitPipeline.Formats.Checkpoint;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// The parts of a training's state that the original keeps as well, under its keys: <c>model</c>, <c>optimizer</c>, <c>step</c> and
/// <c>save_counter</c>. One variable is in memory at a time.
/// </summary>
internal static class StateTensors
{
    /// <summary>What every key of a value ends with.</summary>
    public const string Value = "/.ATTRIBUTES/VARIABLE_VALUE";

    /// <summary>Key of the number of steps done.</summary>
    public const string StepKey = "step" + Value;

    /// <summary>All variables with values from a flat tensor that is laid out as the state.</summary>
    public static IEnumerable<BundleTensor> Of(TrainingState state, Tensor all) =>
        Of(state, all, state.Layout.Variables, 0, (variable, values) => Weights.ToBundle(variable, values));

    /// <summary>All variables as above, under a name of their own.</summary>
    public static IEnumerable<BundleTensor> Of(TrainingState state, Tensor all, Func<Variable, string> key) => Of(
        state, all, state.Layout.Variables, 0, (variable, values) => Weights.ToBundle(variable, values) with { Name = key(variable) });

    /// <summary>The optimizer's slots.</summary>
    public static IEnumerable<BundleTensor> OfSlots(TrainingState state) => state.Slots.SelectMany(slot => Of(
        state, slot.Values, VariablesOf(state, slot), slot.Start, (variable, values) => Weights.ToBundle(variable, values, slot.Name)));

    /// <summary>The step, the counter of checkpoints, which the original wants to find, and the numbers of an optimizer.</summary>
    public static IEnumerable<BundleTensor> Numbers(TrainingState state, OptimizerOptions? optimizer) =>
    [
        BundleTensor.OfInt64s(StepKey, [], [state.Step]),
        BundleTensor.OfInt64s("save_counter" + Value, [], [1]),
        .. optimizer is OriginalOptimizerOptions original ? NumbersOf(original, state.Step) : [],
    ];

    /// <summary>Tensors, and after them the object graph in which TensorFlow finds them.</summary>
    public static IEnumerable<BundleTensor> WithObjectGraph(IEnumerable<BundleTensor> tensors)
    {
        var names = new List<string>();
        foreach (var tensor in tensors)
        {
            names.Add(tensor.Name);
            yield return tensor;
        }

        yield return ObjectGraphBuilder.Tensor(names);
    }

    /// <summary>The variables that a slot has values for.</summary>
    public static IEnumerable<Variable> VariablesOf(TrainingState state, OptimizerSlot slot) =>
        state.Layout.Variables.Where(variable => variable.Trained && state.Layout.OffsetOf(variable) >= slot.Start);

    /// <summary>Fills a flat tensor from a checkpoint.</summary>
    /// <param name="state">Whose layout it has.</param>
    /// <param name="target">The tensor.</param>
    /// <param name="variables">The variables that it has values for.</param>
    /// <param name="start">Place of its first element in the layout.</param>
    /// <param name="read">Reads a variable's values.</param>
    public static void Fill(TrainingState state, Tensor target, IEnumerable<Variable> variables, int start, Func<Variable, float[]> read)
    {
        using var values = torch.zeros(target.shape);
        foreach (var variable in variables)
        {
            state.Layout.Insert(variable, read(variable), MemoryMarshal.Cast<byte, float>(values.bytes), start);
        }

        target.copy_(values);
    }

    private static IEnumerable<BundleTensor> Of(
        TrainingState state, Tensor flat, IEnumerable<Variable> variables, int start, Func<Variable, float[], BundleTensor> make)
    {
        using var values = flat.cpu();
        foreach (var variable in variables)
        {
            yield return make(variable, state.Layout.Extract(variable, MemoryMarshal.Cast<byte, float>(values.bytes), start));
        }
    }

    private static IEnumerable<BundleTensor> NumbersOf(OriginalOptimizerOptions optimizer, long step)
    {
        var prefix = optimizer.MovingAverageDecay is null ? "optimizer/" : "optimizer/" + AveragedOptimizer.Inner;
        (string Name, float Value)[] settings = optimizer switch
        {
            MomentumOptions momentum => [("decay", 0), ("momentum", momentum.Momentum)],
            AdamOptions => [("decay", 0), ("beta_1", AdamOptimizer.Beta1), ("beta_2", AdamOptimizer.Beta2)],
            RmsPropOptions rmsProp => [("decay", rmsProp.RateDecay), ("momentum", rmsProp.Momentum), ("rho", RmsPropOptimizer.Rho)],
            _ => [],
        };
        return
        [
            BundleTensor.OfInt64s(prefix + "iter" + Value, [], [step]),
            .. settings.Select(setting => BundleTensor.OfFloats(prefix + setting.Name + Value, [], [setting.Value])),
        ];
    }
}
