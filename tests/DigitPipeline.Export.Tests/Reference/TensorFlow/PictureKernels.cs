using DigitPipeline.Datasets.Images;
using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Example;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>Operations on pictures.</summary>
internal static class PictureKernels
{
    /// <summary>Bilinear on TensorFlow 1's grid: <c>source = place * (in / out)</c> in float32, columns before rows.</summary>
    public static Tensor ResizeBilinear(NodeDef node, Tensor input, int[] size)
    {
        Legacy(node);
        var (height, width, channels) = (input.Shape[1], input.Shape[2], input.Shape[3]);
        var result = new float[input.Shape[0] * size[0] * size[1] * channels];
        var (rowScale, columnScale) = ((float)height / size[0], (float)width / size[1]);
        for (var i = 0; i < result.Length; i++)
        {
            var (b, y, x, c) = (i / channels / size[1] / size[0], i / channels / size[1] % size[0], i / channels % size[1], i % channels);
            var (sourceY, sourceX) = (y * rowScale, x * columnScale);
            var (top, left) = ((int)MathF.Floor(sourceY), (int)MathF.Floor(sourceX));
            var (bottom, right) = (Math.Min(top + 1, height - 1), Math.Min(left + 1, width - 1));
            float At(int row, int column) => input.Floats[((b * height + row) * width + column) * channels + c];
            float Between(float from, float to, float part) => from + (to - from) * part;
            var upper = Between(At(top, left), At(top, right), sourceX - left);
            result[i] = Between(upper, Between(At(bottom, left), At(bottom, right), sourceX - left), sourceY - top);
        }

        return Tensor.Of([input.Shape[0], size[0], size[1], channels], result);
    }

    public static Tensor ResizeNearest(NodeDef node, Tensor input, int[] size)
    {
        Legacy(node);
        var (height, width, channels) = (input.Shape[1], input.Shape[2], input.Shape[3]);
        var (rowScale, columnScale) = ((float)height / size[0], (float)width / size[1]);
        var result = new float[input.Shape[0] * size[0] * size[1] * channels];
        for (var i = 0; i < result.Length; i++)
        {
            var (b, y, x, c) = (i / channels / size[1] / size[0], i / channels / size[1] % size[0], i / channels % size[1], i % channels);
            var (row, column) = (Math.Min((int)MathF.Floor(y * rowScale), height - 1), Math.Min((int)MathF.Floor(x * columnScale), width - 1));
            result[i] = input.Floats[((b * height + row) * width + column) * channels + c];
        }

        return Tensor.Of([input.Shape[0], size[0], size[1], channels], result);
    }

    /// <summary>The kinds that the trainer has too, where TensorFlow's golden pictures hold it to account.</summary>
    public static Tensor ResizeLegacy(NodeDef node, ResizeKind kind, Tensor input, int[] size)
    {
        Legacy(node);
        var (height, width) = (input.Shape[1], input.Shape[2]);
        var result = new float[input.Shape[0] * size[0] * size[1] * 3];
        for (var b = 0; b < input.Shape[0]; b++)
        {
            PictureInput.ResizeValues(
                kind, input.Floats.AsSpan(b * height * width * 3, height * width * 3), (height, width), (size[0], size[1]),
                result.AsSpan(b * size[0] * size[1] * 3, size[0] * size[1] * 3));
        }

        return Tensor.Of([input.Shape[0], size[0], size[1], 3], result);
    }

    public static Tensor Decode(NodeDef node, Tensor file)
    {
        if (node.Attr["channels"].I != 3 || node.Attr["expand_animations"].B)
        {
            throw new NotSupportedException("other channels than three, or animations");
        }

        var picture = ImageDecoder.Decode(file.Strings[0].ToByteArray(), "picture");
        return Tensor.Of([picture.Height, picture.Width, 3], picture.Pixels);
    }

    /// <summary>One feature of strings, dense.</summary>
    public static Tensor Examples(Tensor[] inputs)
    {
        var key = inputs[3].Strings.Single().ToStringUtf8();
        return Tensor.Of(inputs[0].Shape, inputs[0].Strings.Select(serialized =>
            Example.Parser.ParseFrom(serialized).Features.Feature[key].BytesList.Value.Single()).ToArray());
    }

    private static void Legacy(NodeDef node)
    {
        if (node.Attr.Any(a => a.Key is "align_corners" or "half_pixel_centers" && a.Value.B))
        {
            throw new NotSupportedException("aligned corners or half-pixel centres");
        }
    }
}
