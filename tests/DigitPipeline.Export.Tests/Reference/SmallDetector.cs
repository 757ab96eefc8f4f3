using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Detection.Model;
using DigitPipeline.Export.Inference;

namespace DigitPipeline.Export.Tests.Reference;

/// <summary>
/// A detector with random weights that uses every kind of node once: strided and padded convolutions, batch norms that can and cannot be
/// folded, pools with both paddings, a residual sum, an upsampling, all activations, and heads shared by two levels.
/// </summary>
internal sealed class SmallDetector
{
    public const int Size = 32;
    public const int Classes = 3;
    public const int AnchorsPerCell = 2;
    private const int Width = 6;
    private readonly List<Variable> variables = [];
    private readonly Dictionary<string, float[]> weights = new(StringComparer.Ordinal);
    private readonly CounterRandom random;

    public SmallDetector(ulong seed = 1)
    {
        random = CounterRandom.For(seed, "weights");
        var input = new InputNode("input");
        var stem = Activate(Norm(Conv("stem", input, 3, Width, 3, 2, new Padding(0, 1, 1, 0)), "stem_bn"), Activation.Relu6);
        var zeroPool = new MaxPoolNode("zero_pool", stem, 3, 2, new Padding(0, 0, 1, 1), PadWithZero: true);
        var fine = Activate(new AddNode("sum", Norm(Conv("branch", zeroPool, Width, Width, 3, 1, Padding.All(1)), "branch_bn"), zeroPool), Activation.Swish);
        var pool = new MaxPoolNode("pool", fine, 3, 2, Padding.All(1), PadWithZero: false);
        var coarse = Activate(Conv("coarse", pool, Width, Width, 1, 1, default, bias: true), Activation.Relu);
        var merged = new AddNode("merged", new UpsampleNode("upsampled", coarse), Norm(fine, "lateral_bn"));

        var tower = Kernel("tower", Width, Width, 3);
        var (boxKernel, boxBias) = (Kernel("boxes", 4 * AnchorsPerCell, Width, 3), Vector("boxes/bias", 4 * AnchorsPerCell, 0, .1));
        var (classKernel, classBias) = (Kernel("classes", Classes * AnchorsPerCell, Width, 3), Vector("classes/bias", Classes * AnchorsPerCell, -.5, .5));
        LevelOutput Level(int level, Node from)
        {
            var hidden = Activate(Norm(new ConvNode($"tower_{level}", from, tower, null, 1, Padding.All(1)), $"tower_{level}_bn"), Activation.Relu6);
            return new LevelOutput(
                level,
                new ConvNode($"boxes_{level}", hidden, boxKernel, boxBias, 1, Padding.All(1)),
                new ConvNode($"classes_{level}", hidden, classKernel, classBias, 1, Padding.All(1)));
        }

        Network = new DetectorNetwork(input, [Level(2, merged), Level(3, coarse)], variables);
        Anchors = SquareAnchors();
    }

    public DetectorNetwork Network { get; }

    public IReadOnlyDictionary<string, float[]> Weights => weights;

    public float[,] Anchors { get; }

    public InferenceOptions Options => new()
    {
        InputHeight = Size,
        InputWidth = Size,
        ChannelScale = [1 / 64f, 1 / 60f, 1 / 70f],
        ChannelOffset = [-123.68f / 64, -2, -1.5f],
        Anchors = Anchors,
        ClassNames = ["one", "two", "three"],
        MaxDetections = 20,
        MaxDetectionsPerClass = 8,
        IoUThreshold = .5f,
        ScoreThreshold = .3f,
    };

    public static RgbImage Picture(int width, int height, long number = 0)
    {
        var random = CounterRandom.For(3, "picture", number);
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width * 3; x++)
            {
                pixels[y * width * 3 + x] = (byte)(128 + 60 * Math.Sin(x * .3 / (1 + number)) + 50 * Math.Cos(y * .2) + random.Next(17));
            }
        }

        return new RgbImage(width, height, pixels);
    }

    private static float[,] SquareAnchors()
    {
        var anchors = new List<float[]>();
        foreach (var cells in new[] { 8, 4 })
        {
            for (var cell = 0; cell < cells * cells; cell++)
            {
                var (y, x) = ((cell / cells + .5f) / cells, (cell % cells + .5f) / cells);
                for (var a = 0; a < AnchorsPerCell; a++)
                {
                    var (half, halfWidth) = ((1 + a * .6f) / cells, (1 - a * .3f) / cells);
                    anchors.Add([y - half, x - halfWidth, y + half, x + halfWidth]);
                }
            }
        }

        var array = new float[anchors.Count, 4];
        for (var i = 0; i < anchors.Count * 4; i++)
        {
            array[i / 4, i % 4] = anchors[i / 4][i % 4];
        }

        return array;
    }

    private static ActivationNode Activate(Node input, Activation kind) => new(input.Name + "_act", input, kind);

    private ConvNode Conv(string name, Node input, int from, int to, int size, int stride, Padding padding, bool bias = false) =>
        new(name, input, Kernel(name, to, from, size), bias ? Vector(name + "/bias", to, 0, .2) : null, stride, padding);

    private BatchNormNode Norm(Node input, string name) => new(
        name, input,
        Vector(name + "/gamma", Width, 1, .2), Vector(name + "/beta", Width, 0, .3),
        Vector(name + "/mean", Width, 0, .3), Vector(name + "/variance", Width, 1, .1), 1e-3f, .9f);

    private Variable Kernel(string name, int to, int from, int size) => Add(name + "/kernel", [to, from, size, size], 0, 1 / Math.Sqrt(from * size * size));

    private Variable Vector(string name, int size, double mean, double deviation) => Add(name, [size], mean, deviation);

    private Variable Add(string name, int[] shape, double mean, double deviation)
    {
        var variable = new Variable(name, shape, VariableRole.Kernel, default);
        variables.Add(variable);
        weights[name] = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (float)(mean + deviation * random.Normal()))];
        return variable;
    }
}
