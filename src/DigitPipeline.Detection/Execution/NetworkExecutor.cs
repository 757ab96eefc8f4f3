using DigitPipeline.Detection.Model;
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
                BatchNormNode node => F.batch_norm(
                    Value(node.Input), tensor(node.Mean), tensor(node.Variance), Optional(node.Gamma), Optional(node.Beta), training, node.Momentum, node.Epsilon),
                ActivationNode { Kind: Activation.Relu } node when Overwritable(node.Input) => Value(node.Input).relu_(),
                ActivationNode { Kind: Activation.Relu6 } node when Overwritable(node.Input) => F.relu6(Value(node.Input), inplace: true),
                AddNode node when Overwritable(node.Left) => Value(node.Left).add_(Value(node.Right), Scalars.One),
                var node => NodeOperations.Apply(node, [.. node.Inputs.Select(Value)], tensor),
            };
        }

        return [.. network.Levels.Select(level => (Value(level.BoxEncodings), Value(level.ClassLogits)))];

        Tensor Value(Node node) => values[places[node]];

        Tensor? Optional(Variable? variable) => variable is null ? null : tensor(variable);
    }

    // Batch norm and addition do not need their results for the gradient, so what follows may take their place.
    private bool Overwritable(Node node) => node is BatchNormNode or AddNode && uses[places[node]] == 1;

    private void Visit(Node node)
    {
        if (places.TryGetValue(node, out var place))
        {
            uses[place]++;
            return;
        }

        foreach (var input in node.Inputs)
        {
            Visit(input);
        }

        places[node] = order.Count;
        order.Add(node);
        uses.Add(1);
    }
}
