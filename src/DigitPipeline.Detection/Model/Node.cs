namespace DigitPipeline.Detection.Model;

/// <summary>
/// One operation of a network. Nodes form an acyclic graph by reference; the same graph is run on libtorch for training and
/// lowered by Export. Tensors are <c>[batch, channels, height, width]</c>.
/// </summary>
/// <param name="Name">Unique in the network, such as <c>conv2_block1_1_conv</c>.</param>
public abstract record Node(string Name)
{
    /// <summary>The nodes whose results it takes.</summary>
    public abstract IReadOnlyList<Node> Inputs { get; }
}

/// <summary>The pre-processed picture batch, <c>[batch, 3, height, width]</c>.</summary>
public sealed record InputNode(string Name) : Node(Name)
{
    /// <inheritdoc />
    public override IReadOnlyList<Node> Inputs => [];
}

/// <summary>A 2-D convolution (cross-correlation) without dilation or groups.</summary>
/// <param name="Kernel">Weights, <c>[out, in, kernel, kernel]</c>; nodes that share a variable share the weights.</param>
/// <param name="Bias">Bias <c>[out]</c>, or none.</param>
public sealed record ConvNode(string Name, Node Input, Variable Kernel, Variable? Bias, int Stride, Padding Padding) : Node(Name)
{
    /// <inheritdoc />
    public override IReadOnlyList<Node> Inputs => [Input];
}

/// <summary>Batch normalisation over the channels, with its own statistics: <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c>.</summary>
/// <param name="Gamma">Scale; none stands for 1.</param>
/// <param name="Beta">Shift; none stands for 0.</param>
public sealed record BatchNormNode(
    string Name, Node Input, Variable? Gamma, Variable? Beta, Variable Mean, Variable Variance, float Epsilon, float Momentum) : Node(Name)
{
    /// <inheritdoc />
    public override IReadOnlyList<Node> Inputs => [Input];
}

/// <summary>An element-wise activation.</summary>
public sealed record ActivationNode(string Name, Node Input, Activation Kind) : Node(Name)
{
    /// <inheritdoc />
    public override IReadOnlyList<Node> Inputs => [Input];
}

/// <summary>The sum of two tensors of one shape.</summary>
public sealed record AddNode(string Name, Node Left, Node Right) : Node(Name)
{
    /// <inheritdoc />
    public override IReadOnlyList<Node> Inputs => [Left, Right];
}

/// <summary>Maximum over a window; padding counts as minus infinity unless <paramref name="PadWithZero"/> (Keras' zero padding before the pool).</summary>
public sealed record MaxPoolNode(string Name, Node Input, int Size, int Stride, Padding Padding, bool PadWithZero) : Node(Name)
{
    /// <inheritdoc />
    public override IReadOnlyList<Node> Inputs => [Input];
}

/// <summary>Nearest-neighbour enlargement by 2.</summary>
public sealed record UpsampleNode(string Name, Node Input) : Node(Name)
{
    /// <inheritdoc />
    public override IReadOnlyList<Node> Inputs => [Input];
}

/// <summary>Values limited to a range.</summary>
public sealed record ClipNode(string Name, Node Input, float Min, float Max) : Node(Name)
{
    /// <inheritdoc />
    public override IReadOnlyList<Node> Inputs => [Input];
}

/// <summary>Rows and columns added at each side before an operation.</summary>
public readonly record struct Padding(int Top, int Left, int Bottom, int Right)
{
    /// <summary>The same on all four sides.</summary>
    public static Padding All(int size) => new(size, size, size, size);
}

/// <summary>Activation functions.</summary>
public enum Activation
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,

    /// <summary>x * sigmoid(x).</summary>
    Swish,
}
