namespace DigitPipeline.Detection.Model;

/// <summary>Makes the nodes and variables of a network whose input has a known size, and keeps track of shapes.</summary>
public sealed class NetworkBuilder
{
    private readonly List<Variable> variables = [];

    /// <summary>Starts a network for pictures of <paramref name="height"/> x <paramref name="width"/>.</summary>
    public NetworkBuilder(int height, int width) => Input = new FeatureMap(new InputNode("input"), 3, height, width);

    /// <summary>The picture batch.</summary>
    public FeatureMap Input { get; }

    /// <summary>The variables made so far, in order.</summary>
    public IReadOnlyList<Variable> Variables => variables;

    /// <summary>TensorFlow's <c>same</c> padding: as little as gives ceil(size / stride) outputs, the odd one after.</summary>
    public static Padding Same(FeatureMap input, int size, int stride)
    {
        var (top, bottom) = Split(input.Height);
        var (left, right) = Split(input.Width);
        return new Padding(top, left, bottom, right);

        (int Before, int After) Split(int length)
        {
            var outputs = (length + stride - 1) / stride;
            var total = Math.Max(((outputs - 1) * stride) + size - length, 0);
            return (total / 2, total - (total / 2));
        }
    }

    /// <summary>A convolution kernel variable.</summary>
    public Variable Kernel(string path, int outputs, int inputs, int size, Hyperparams hyperparams, VariableRole role = VariableRole.Kernel)
    {
        int[] shape = [outputs, inputs, size, size];
        return Keep(new Variable(path + "/kernel", shape, role, hyperparams.KernelInitializer(shape)) { L2 = hyperparams.L2 });
    }

    /// <summary>A bias variable.</summary>
    public Variable Bias(string path, int outputs, float value = 0) =>
        Keep(new Variable(path + "/bias", [outputs], VariableRole.Bias, Initializer.Constant(value)));

    /// <summary>A convolution with the given weights.</summary>
    public static FeatureMap Convolve(string name, FeatureMap input, Variable kernel, Variable? bias, int stride, Padding padding)
    {
        var size = kernel.Shape[2];
        return new FeatureMap(
            new ConvNode(name, input.Node, kernel, bias, stride, padding),
            kernel.Shape[0],
            ((input.Height + padding.Top + padding.Bottom - size) / stride) + 1,
            ((input.Width + padding.Left + padding.Right - size) / stride) + 1);
    }

    /// <summary>
    /// Batch norm with its own variables, <paramref name="gamma"/> being the initial scale; the input itself where the
    /// hyper-parameters have none.
    /// </summary>
    public FeatureMap Normalize(string name, string path, FeatureMap input, Hyperparams hyperparams, float gamma = 1)
    {
        if (hyperparams.Norm is not { } norm)
        {
            return input;
        }

        int[] shape = [input.Channels];
        return input with
        {
            Node = new BatchNormNode(
                name,
                input.Node,
                norm.Scale ? Keep(new Variable(path + "/gamma", shape, VariableRole.Gamma, Initializer.Constant(gamma))) : null,
                norm.Center ? Keep(new Variable(path + "/beta", shape, VariableRole.Beta, Initializer.Constant(0))) : null,
                Keep(new Variable(path + "/moving_mean", shape, VariableRole.MovingMean, Initializer.Constant(0))),
                Keep(new Variable(path + "/moving_variance", shape, VariableRole.MovingVariance, Initializer.Constant(1))),
                norm.Epsilon,
                1 - norm.Decay),
        };
    }

    /// <summary>The activation of the hyper-parameters; the input itself where they name none.</summary>
    public static FeatureMap Activate(string name, FeatureMap input, Hyperparams hyperparams) =>
        hyperparams.Activation is { } kind ? input with { Node = new ActivationNode(name, input.Node, kind) } : input;

    /// <summary>The sum of two maps of one shape.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static FeatureMap Add(string name, FeatureMap left, FeatureMap right) =>
        (left.Channels, left.Height, left.Width) == (right.Channels, right.Height, right.Width)
            ? left with { Node = new AddNode(name, left.Node, right.Node) }
            : throw new ArgumentException(FormattableString.Invariant(
                $"{name}: a map of {left.Height} x {left.Width} x {left.Channels} cannot be added to one of {right.Height} x {right.Width} x {right.Channels}. The input's sides must be multiples of 32 (or 1 to 7 less than one)."));

    /// <summary>Maximum over 3 x 3 windows with stride 2, <c>same</c> padding.</summary>
    public static FeatureMap MaxPool(string name, FeatureMap input) => new(
        new MaxPoolNode(name, input.Node, 3, 2, Same(input, 3, 2), PadWithZero: false),
        input.Channels,
        (input.Height + 1) / 2,
        (input.Width + 1) / 2);

    /// <summary>Nearest-neighbour enlargement by 2.</summary>
    public static FeatureMap Upsample(string name, FeatureMap input) =>
        new(new UpsampleNode(name, input.Node), input.Channels, input.Height * 2, input.Width * 2);

    /// <summary>Convolution, batch norm, activation, each with variables of its own.</summary>
    public FeatureMap ConvBlock(
        string name, string convPath, string normPath, FeatureMap input, int outputs, int size, int stride, Hyperparams hyperparams)
    {
        var kernel = Kernel(convPath, outputs, input.Channels, size, hyperparams);
        var bias = hyperparams.UsesBias ? Bias(convPath, outputs) : null;
        var convolved = Convolve(name + "_conv", input, kernel, bias, stride, Same(input, size, stride));
        return Activate(name, Normalize(name + "_batchnorm", normPath, convolved, hyperparams), hyperparams);
    }

    private Variable Keep(Variable variable)
    {
        variables.Add(variable);
        return variable;
    }
}
