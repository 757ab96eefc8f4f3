using DigitPipeline.Detection.Model;

namespace DigitPipeline.Export.Inference;

/// <summary>Lowers a trained network to what runs at inference.</summary>
public sealed class NetworkLowering
{
    private readonly IReadOnlyDictionary<string, float[]> weights;
    private readonly Dictionary<Node, int> uses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> kernelUses = new(StringComparer.Ordinal);
    private readonly Dictionary<Node, Operation> lowered = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Constant> constants = new(StringComparer.Ordinal);
    private readonly List<Operation> operations = [];

    private NetworkLowering(IReadOnlyDictionary<string, float[]> weights) => this.weights = weights;

    /// <summary>Lowers <paramref name="network"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">Variable name to elements in the layout of <see cref="Variable.Shape"/>.</param>
    /// <exception cref="ArgumentException">A variable has no weights or not as many as its shape says.</exception>
    public static InferenceGraph Lower(DetectorNetwork network, IReadOnlyDictionary<string, float[]> weights)
    {
        var lowering = new NetworkLowering(weights);
        foreach (var level in network.Levels)
        {
            lowering.Count(level.BoxEncodings);
            lowering.Count(level.ClassLogits);
        }

        var levels = network.Levels.Select(l => new InferenceLevel(lowering.Lower(l.BoxEncodings), lowering.Lower(l.ClassLogits))).ToArray();
        return new InferenceGraph(lowering.operations, levels);
    }

    private void Count(Node node)
    {
        if (uses.TryGetValue(node, out var count))
        {
            uses[node] = count + 1;
            return;
        }

        uses[node] = 1;
        if (node is ConvNode conv)
        {
            kernelUses[conv.Kernel.Name] = kernelUses.GetValueOrDefault(conv.Kernel.Name) + 1;
        }

        foreach (var input in node.Inputs)
        {
            Count(input);
        }
    }

    private Operation Lower(Node node)
    {
        if (!lowered.TryGetValue(node, out var operation))
        {
            operation = Create(node);
            operations.Add(operation);
            lowered[node] = operation;
        }

        return operation;
    }

    private Operation Create(Node node) => node switch
    {
        InputNode n => new PictureOperation(n.Name),
        ConvNode n => new ConvolutionOperation(n.Name, Lower(n.Input), Of(n.Kernel), n.Bias is null ? null : Of(n.Bias), n.Stride, n.Padding),
        BatchNormNode { Input: ConvNode conv } n when uses[conv] == 1 && kernelUses[conv.Kernel.Name] == 1 => Folded(n, conv),
        BatchNormNode n => ScaleShift(n),
        ActivationNode n => new ActivationOperation(n.Name, Lower(n.Input), n.Kind),
        AddNode n => new AddOperation(n.Name, Lower(n.Left), Lower(n.Right)),
        MaxPoolNode n => new MaxPoolOperation(n.Name, Lower(n.Input), n.Size, n.Stride, n.Padding, n.PadWithZero),
        UpsampleNode n => new UpsampleOperation(n.Name, Lower(n.Input)),
        ClipNode n => new ClipOperation(n.Name, Lower(n.Input), n.Min, n.Max),
        _ => throw new ArgumentException($"Node '{node.Name}' is a {node.GetType().Name}, which has no inference form."),
    };

    private ConvolutionOperation Folded(BatchNormNode norm, ConvNode conv)
    {
        var (scale, shift) = Affine(norm);
        var kernel = Of(conv.Kernel);
        var bias = conv.Bias is null ? new float[scale.Length] : Of(conv.Bias).Values;
        var folded = new float[kernel.Values.Length];
        var perChannel = folded.Length / scale.Length;
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = (float)(kernel.Values[i] * scale[i / perChannel]);
        }

        return new ConvolutionOperation(
            norm.Name,
            Lower(conv.Input),
            new Constant(norm.Name + "/kernel", kernel.Shape, folded),
            new Constant(norm.Name + "/bias", [scale.Length], [.. scale.Select((s, c) => (float)(bias[c] * s + shift[c]))]),
            conv.Stride,
            conv.Padding);
    }

    private ScaleShiftOperation ScaleShift(BatchNormNode norm)
    {
        var (scale, shift) = Affine(norm);
        return new ScaleShiftOperation(
            norm.Name,
            Lower(norm.Input),
            new Constant(norm.Name + "/scale", [1, scale.Length, 1, 1], [.. scale.Select(s => (float)s)]),
            new Constant(norm.Name + "/shift", [1, shift.Length, 1, 1], [.. shift.Select(s => (float)s)]));
    }

    private (double[] Scale, double[] Shift) Affine(BatchNormNode norm)
    {
        var (mean, variance) = (Of(norm.Mean).Values, Of(norm.Variance).Values);
        var gamma = norm.Gamma is null ? null : Of(norm.Gamma).Values;
        var beta = norm.Beta is null ? null : Of(norm.Beta).Values;
        var scale = variance.Select((v, c) => (gamma?[c] ?? 1) / Math.Sqrt((double)v + norm.Epsilon)).ToArray();
        return (scale, [.. scale.Select((s, c) => (beta?[c] ?? 0) - mean[c] * s)]);
    }

    private Constant Of(Variable variable)
    {
        if (!constants.TryGetValue(variable.Name, out var constant))
        {
            var size = variable.Shape.Aggregate(1, (product, length) => product * length);
            if (!weights.TryGetValue(variable.Name, out var values) || values.Length != size)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Variable '{variable.Name}' needs {size} weights ({string.Join(" x ", variable.Shape)}), found {values?.Length ?? 0}."));
            }

            constants[variable.Name] = constant = new Constant(variable.Name, variable.Shape, values);
        }

        return constant;
    }
}
