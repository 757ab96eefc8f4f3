using DigitPipeline.Detection.Model;

namespace DigitPipeline.Export.Tests.Reference;

/// <summary>A tensor <c>[channels, height, width]</c> in double.</summary>
internal sealed record Planes(int Channels, int Height, int Width, double[] Values)
{
    public double this[int c, int y, int x] => Values[(c * Height + y) * Width + x];
}

/// <summary>Evaluates a network node by node, straight from the definitions, without lowering anything.</summary>
internal sealed class NaiveNetwork(IReadOnlyDictionary<string, float[]> weights, Planes input)
{
    private readonly Dictionary<Node, Planes> values = new(ReferenceEqualityComparer.Instance);

    public Planes Of(Node node)
    {
        if (!values.TryGetValue(node, out var value))
        {
            values[node] = value = Evaluate(node);
        }

        return value;
    }

    private Planes Evaluate(Node node) => node switch
    {
        InputNode => input,
        ConvNode n => Convolve(n, Of(n.Input)),
        BatchNormNode n => Normalise(n, Of(n.Input)),
        ActivationNode n => Map(Of(n.Input), (v, _) => n.Kind switch
        {
            Activation.Relu => Math.Max(v, 0),
            Activation.Relu6 => Math.Clamp(v, 0, 6),
            _ => v / (1 + Math.Exp(-v)),
        }),
        AddNode n => Sum(Of(n.Left), Of(n.Right)),
        MaxPoolNode n => Pool(n, Of(n.Input)),
        UpsampleNode n => Fill(Of(n.Input).Channels, Of(n.Input).Height * 2, Of(n.Input).Width * 2, (c, y, x) => Of(n.Input)[c, y / 2, x / 2]),
        _ => throw new ArgumentException(node.Name),
    };

    private Planes Convolve(ConvNode n, Planes from)
    {
        var (kernel, size, p) = (weights[n.Kernel.Name], n.Kernel.Shape[2], n.Padding);
        var bias = n.Bias is null ? null : weights[n.Bias.Name];
        return Fill(n.Kernel.Shape[0], Out(from.Height + p.Top + p.Bottom, size, n.Stride), Out(from.Width + p.Left + p.Right, size, n.Stride), (c, y, x) =>
        {
            double sum = bias?[c] ?? 0;
            for (var i = 0; i < from.Channels * size * size; i++)
            {
                var (channel, row, column) = (i / (size * size), y * n.Stride + i / size % size - p.Top, x * n.Stride + i % size - p.Left);
                if (row >= 0 && row < from.Height && column >= 0 && column < from.Width)
                {
                    sum += from[channel, row, column] * kernel[c * from.Channels * size * size + i];
                }
            }

            return sum;
        });
    }

    private static Planes Pool(MaxPoolNode n, Planes from)
    {
        var p = n.Padding;
        return Fill(from.Channels, Out(from.Height + p.Top + p.Bottom, n.Size, n.Stride), Out(from.Width + p.Left + p.Right, n.Size, n.Stride), (c, y, x) =>
        {
            var most = double.NegativeInfinity;
            for (var i = 0; i < n.Size * n.Size; i++)
            {
                var (row, column) = (y * n.Stride + i / n.Size - p.Top, x * n.Stride + i % n.Size - p.Left);
                var inside = row >= 0 && row < from.Height && column >= 0 && column < from.Width;
                most = Math.Max(most, inside ? from[c, row, column] : n.PadWithZero ? 0 : double.NegativeInfinity);
            }

            return most;
        });
    }

    private Planes Normalise(BatchNormNode n, Planes from) => Map(from, (v, c) =>
        (v - weights[n.Mean.Name][c]) / Math.Sqrt(weights[n.Variance.Name][c] + n.Epsilon) * weights[n.Gamma!.Name][c] + weights[n.Beta!.Name][c]);

    private static Planes Sum(Planes a, Planes b) => a with { Values = [.. a.Values.Zip(b.Values, (x, y) => x + y)] };

    private static Planes Map(Planes a, Func<double, int, double> f) => a with { Values = [.. a.Values.Select((v, i) => f(v, i / (a.Height * a.Width)))] };

    private static int Out(int padded, int size, int stride) => (padded - size) / stride + 1;

    private static Planes Fill(int channels, int height, int width, Func<int, int, int, double> f)
    {
        var values = new double[channels * height * width];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = f(i / (height * width), i / width % height, i % width);
        }

        return new Planes(channels, height, width, values);
    }
}
