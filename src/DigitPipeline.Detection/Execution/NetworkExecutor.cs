using DigitPipeline.Detection.Model;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Execution;

/// <summary>Runs a network on libtorch. The nodes are put in order once; each run walks that list.</summary>
public sealed class NetworkExecutor
{
    private readonly DetectorNetwork network;
    private readonly List<Node> order = [];
    private readonly Dictionary<Node, int> places = new(ReferenceEqualityComparer.Instance);
    private readonly List<int> uses = [];

    /// <summary>Prepares <paramref name="network"/>.</summary>
    public NetworkExecutor(DetectorNetwork network)
    {
        TorchSettings.Apply();
        this.network = network;
        foreach (var level in network.Levels)
        {
            Visit(level.BoxEncodings);
            Visit(level.ClassLogits);
        }
    }

    /// <summary>Runs a batch.</summary>
    /// <param name="pictures"><c>[batch, 3, height, width]</c>.</param>
    /// <param name="tensor">The tensor of a variable.</param>
    /// <param name="training">
    /// Normalise with the batch's statistics and move the moving ones (in place); otherwise normalise with the moving ones.
    /// </param>
    /// <returns>Box encodings and class logits of each level, <c>[batch, channels, rows, columns]</c>.</returns>
    public (Tensor Boxes, Tensor Logits)[] Run(Tensor pictures, Func<Variable, Tensor> tensor, bool training)
    {
        var values = new Tensor[order.Count];
        for (var i = 0; i < order.Count; i++)
        {
            values[i] = order[i] switch
            {
                InputNode => pictures,
                ConvNode node => Convolve(node, Value(node.Input), tensor),
                BatchNormNode node => F.batch_norm(
                    Value(node.Input), tensor(node.Mean), tensor(node.Variance), Optional(node.Gamma), Optional(node.Beta), training, node.Momentum, node.Epsilon),
                ActivationNode node => Activate(node, Value(node.Input)),
                AddNode node => Add(node),
                MaxPoolNode node => MaxPool(node, Value(node.Input)),
                ClipNode node => Clip(node, Value(node.Input)),
                UpsampleNode node => F.interpolate(Value(node.Input), scale_factor: [2, 2], mode: torch.InterpolationMode.Nearest),
                var other => throw new NotSupportedException($"{other.Name}: no execution for {other.GetType().Name}."),
            };
        }

        return [.. network.Levels.Select(level => (Value(level.BoxEncodings), Value(level.ClassLogits)))];

        Tensor Value(Node node) => values[places[node]];

        Tensor? Optional(Variable? variable) => variable is null ? null : tensor(variable);

        Tensor Add(AddNode node) => Overwritable(node.Left)
            ? Value(node.Left).add_(Value(node.Right), Scalars.One)
            : Value(node.Left).add(Value(node.Right), Scalars.One);
    }

    private static Tensor Convolve(ConvNode node, Tensor input, Func<Variable, Tensor> tensor)
    {
        var padding = node.Padding;
        var bias = node.Bias is { } variable ? tensor(variable) : null;
        if (padding.Top == padding.Bottom && padding.Left == padding.Right)
        {
            return F.conv2d(input, tensor(node.Kernel), bias, [node.Stride, node.Stride], [padding.Top, padding.Left]);
        }

        using var padded = F.pad(input, (padding.Left, padding.Right, padding.Top, padding.Bottom));
        return F.conv2d(padded, tensor(node.Kernel), bias, [node.Stride, node.Stride]);
    }

    // Batch norm and addition do not need their results for the gradient, so the activation may take their place.
    private Tensor Activate(ActivationNode node, Tensor input) => node.Kind switch
    {
        Activation.Relu => Overwritable(node.Input) ? input.relu_() : input.relu(),
        Activation.Relu6 => F.relu6(input, inplace: Overwritable(node.Input)),
        _ => F.silu(input),
    };

    private static Tensor Clip(ClipNode node, Tensor input)
    {
        using Scalar min = node.Min, max = node.Max;
        return input.clamp(min, max);
    }

    private static Tensor MaxPool(MaxPoolNode node, Tensor input)
    {
        var padding = node.Padding;
        if (padding is { Top: 0, Left: 0, Bottom: <= 1, Right: <= 1 } && !node.PadWithZero)
        {
            // A last window that reaches past the edge: what one row or column of minus infinity gives, without the copy.
            return F.max_pool2d(input, node.Size, node.Stride, ceil_mode: padding != default);
        }

        var outside = node.PadWithZero ? 0 : float.NegativeInfinity;
        using var padded = F.pad(input, (padding.Left, padding.Right, padding.Top, padding.Bottom), value: outside);
        return F.max_pool2d(padded, node.Size, node.Stride);
    }

    private bool Overwritable(Node node) => node is BatchNormNode or AddNode && uses[places[node]] == 1;

    private void Visit(Node node)
    {
        if (places.TryGetValue(node, out var place))
        {
            uses[place]++;
            return;
        }

        foreach (var input in Inputs(node))
        {
            Visit(input);
        }

        places[node] = order.Count;
        order.Add(node);
        uses.Add(1);
    }

    private static IEnumerable<Node> Inputs(Node node) => node switch
    {
        ConvNode conv => [conv.Input],
        BatchNormNode norm => [norm.Input],
        ActivationNode activation => [activation.Input],
        AddNode add => [add.Left, add.Right],
        MaxPoolNode pool => [pool.Input],
        ClipNode clip => [clip.Input],
        UpsampleNode up => [up.Input],
        _ => [],
    };
}
