using DigitPipeline.Detection.Model;

namespace DigitPipeline.Detection.Execution.Tape;

/// <summary>The layers that a network's nodes become, in the order of a pass.</summary>
internal sealed class TapePlan
{
    private readonly TrainingVariables variables;
    private readonly Dictionary<Node, int> places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Node, int> uses = new(ReferenceEqualityComparer.Instance);
    private readonly List<TapeLayer> layers = [];
    private int inputPlace;

    private TapePlan(TrainingVariables variables) => this.variables = variables;

    /// <summary>The layers, inputs before their users.</summary>
    public IReadOnlyList<TapeLayer> Layers => layers;

    /// <summary>Number of maps.</summary>
    public int Places => places.Count;

    /// <summary>Place of the picture batch.</summary>
    public int InputPlace => inputPlace;

    /// <summary>Places of the outputs of each level.</summary>
    public IReadOnlyList<(int Boxes, int Logits)> Outputs { get; private set; } = [];

    /// <summary>Plans a network.</summary>
    public static TapePlan Of(DetectorNetwork network, TrainingVariables variables)
    {
        var plan = new TapePlan(variables);
        foreach (var level in network.Levels)
        {
            plan.Count(level.BoxEncodings);
            plan.Count(level.ClassLogits);
        }

        plan.inputPlace = plan.Claim(network.Input);
        plan.Outputs = [.. network.Levels.Select(level => (plan.Lay(level.BoxEncodings), plan.Lay(level.ClassLogits)))];
        return plan;
    }

    private void Count(Node node)
    {
        uses[node] = uses.GetValueOrDefault(node) + 1;
        if (uses[node] == 1)
        {
            foreach (var input in node.Inputs)
            {
                Count(input);
            }
        }
    }

    private int Lay(Node node)
    {
        if (places.TryGetValue(node, out var known))
        {
            return known;
        }

        var layer = Create(node);
        layers.Add(layer);
        return layer.Place;
    }

    private TapeLayer Create(Node node)
    {
        if (Norm(node) is { } norm)
        {
            return norm;
        }

        (int, bool)[] inputs = [.. node.Inputs.Select(input => (Lay(input), input is not InputNode))];
        var place = Claim(node);
        return node switch
        {
            ConvNode conv when PointwiseLayer.Takes(conv) =>
                new PointwiseLayer(place, inputs[0].Item1, inputs[0].Item2, conv, variables),
            ConvNode conv when SameConvolutionLayer.Takes(conv) => new SizedLayer(place, inputs[0].Item1, map => SameConvolutionLayer.Pays(conv, map)
                ? new SameConvolutionLayer(place, inputs[0].Item1, inputs[0].Item2, conv, variables)
                : Local(place, inputs, node)),
            _ => Local(place, inputs, node),
        };
    }

    private LocalLayer Local(int place, (int, bool)[] inputs, Node node) =>
        new(place, inputs, maps => NodeOperations.Apply(node, maps, variables.Value));

    // Activation and addition belong to the batch norm before them where nothing else takes what is between.
    private TapeLayer? Norm(Node node)
    {
        var activation = (node as ActivationNode)?.Kind;
        var inner = node is ActivationNode { Input: var argument } && uses[argument] == 1 ? argument : node;
        var (norm, added) = inner switch
        {
            BatchNormNode alone => (alone, null),
            AddNode { Left: BatchNormNode left } sum when uses[left] == 1 => (left, sum.Right),
            AddNode { Right: BatchNormNode right } sum when uses[right] == 1 => (right, sum.Left),
            _ => ((BatchNormNode?)null, (Node?)null),
        };
        if (norm is null || (activation is not null && inner == node))
        {
            return null;
        }

        var (input, other) = (Lay(norm.Input), added is null ? (int?)null : Lay(added));
        var ours = uses[norm.Input] == 1 && norm.Input is not InputNode;
        var place = Claim(node);
        return activation switch
        {
            null => new NormLayer<Identity>(place, input, ours, other, norm, variables),
            Activation.Relu => new NormLayer<Relu>(place, input, ours, other, norm, variables),
            Activation.Relu6 => new NormLayer<Relu6>(place, input, ours, other, norm, variables),
            _ => new NormLayer<Swish>(place, input, ours, other, norm, variables),
        };
    }

    private int Claim(Node node) => places[node] = places.Count;
}
