using DigitPipeline.Export.SavedModel.Protos;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>Convolutions and their like on <c>[batch, height, width, channels]</c>.</summary>
internal static class ConvolutionKernels
{
    public static Tensor Convolve(NodeDef node, Tensor input, Tensor kernel)
    {
        var strides = node.Attr["strides"].List.I;
        var (rows, columns, inputs, outputs) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
        if (input.Shape[3] != inputs)
        {
            throw new InvalidOperationException($"{input.Shape[3]} channels for a kernel of {inputs}");
        }

        var (height, top) = Output(node, input.Shape[1], rows, (int)strides[1]);
        var (width, left) = Output(node, input.Shape[2], columns, (int)strides[2]);
        var result = new float[input.Shape[0] * height * width * outputs];
        Parallel.For(0, input.Shape[0] * height, line =>
        {
            var (b, y) = (line / height, line % height);
            for (var x = 0; x < width; x++)
            {
                var sum = result.AsSpan((line * width + x) * outputs, outputs);
                for (var place = 0; place < rows * columns; place++)
                {
                    var (row, column) = (y * (int)strides[1] - top + place / columns, x * (int)strides[2] - left + place % columns);
                    if (row < 0 || row >= input.Shape[1] || column < 0 || column >= input.Shape[2])
                    {
                        continue;
                    }

                    var pixel = ((b * input.Shape[1] + row) * input.Shape[2] + column) * inputs;
                    for (var c = 0; c < inputs; c++)
                    {
                        Row.Add(sum, kernel.Floats.AsSpan((place * inputs + c) * outputs, outputs), input.Floats[pixel + c]);
                    }
                }
            }
        });
        return Tensor.Of([input.Shape[0], height, width, outputs], result);
    }

    public static Tensor MaxPool(NodeDef node, Tensor input)
    {
        var (size, strides) = (node.Attr["ksize"].List.I, node.Attr["strides"].List.I);
        var (height, top) = Output(node, input.Shape[1], (int)size[1], (int)strides[1]);
        var (width, left) = Output(node, input.Shape[2], (int)size[2], (int)strides[2]);
        var channels = input.Shape[3];
        var result = new float[input.Shape[0] * height * width * channels];
        Array.Fill(result, float.NegativeInfinity);
        for (var cell = 0; cell < input.Shape[0] * height * width; cell++)
        {
            var (b, y, x) = (cell / (height * width), cell / width % height, cell % width);
            for (var place = 0; place < size[1] * size[2]; place++)
            {
                var (row, column) = (y * (int)strides[1] - top + place / (int)size[2], x * (int)strides[2] - left + place % (int)size[2]);
                if (row < 0 || row >= input.Shape[1] || column < 0 || column >= input.Shape[2])
                {
                    continue;
                }

                var pixel = ((b * input.Shape[1] + row) * input.Shape[2] + column) * channels;
                for (var c = 0; c < channels; c++)
                {
                    result[cell * channels + c] = Math.Max(result[cell * channels + c], input.Floats[pixel + c]);
                }
            }
        }

        return Tensor.Of([input.Shape[0], height, width, channels], result);
    }

    public static Tensor BatchNorm(NodeDef node, Tensor[] inputs)
    {
        var (x, epsilon, channels) = (inputs[0], node.Attr["epsilon"].F, inputs[0].Shape[3]);
        var (scale, offset, mean, variance) = (inputs[1].Floats, inputs[2].Floats, inputs[3].Floats, inputs[4].Floats);
        return Tensor.Of(x.Shape, x.Floats.Select((v, i) => (v - mean[i % channels]) / MathF.Sqrt(variance[i % channels] + epsilon)
            * scale[i % channels] + offset[i % channels]).ToArray());
    }

    /// <summary>Products of matrices; the first may be one for all of the second's.</summary>
    public static Tensor MatMul(Tensor left, Tensor right)
    {
        var (rows, inner, columns) = (left.Shape[^2], left.Shape[^1], right.Shape[^1]);
        if (left.Rank != 2 || right.Shape[^2] != inner)
        {
            throw new InvalidOperationException($"[{string.Join(",", left.Shape)}] times [{string.Join(",", right.Shape)}]");
        }

        var count = right.Count / (inner * columns);
        var result = new float[count * rows * columns];
        for (var m = 0; m < count; m++)
        {
            for (var i = 0; i < rows * inner; i++)
            {
                var sum = result.AsSpan((m * rows + i / inner) * columns, columns);
                Row.Add(sum, right.Floats.AsSpan((m * inner + i % inner) * columns, columns), left.Floats[i]);
            }
        }

        return Tensor.Of([.. right.Shape[..^2], rows, columns], result);
    }

    private static (int Length, int Before) Output(NodeDef node, int length, int size, int stride)
    {
        var padding = node.Attr["padding"].S.ToStringUtf8();
        if (padding == "VALID")
        {
            return ((length - size) / stride + 1, 0);
        }

        var outputs = (length + stride - 1) / stride;
        return padding == "SAME" ? (outputs, Math.Max((outputs - 1) * stride + size - length, 0) / 2) : throw new NotSupportedException(padding);
    }
}
