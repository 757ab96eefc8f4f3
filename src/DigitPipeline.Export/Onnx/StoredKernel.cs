using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx.Protos;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>Writes kernels that are stored in fewer bytes, and the nodes that make floats of them.</summary>
internal static class StoredKernel
{
    private const float Greatest = 127;

    /// <summary>Adds a kernel under its own name.</summary>
    public static void Write(OnnxGraphBuilder builder, Constant kernel, WeightPrecision precision)
    {
        long[] shape = [.. kernel.Shape.Select(s => (long)s)];
        if (precision == WeightPrecision.Float16)
        {
            var halves = builder.Halves(kernel.Name + "/float16", [.. kernel.Values.Select(v => (Half)v)], shape);
            builder.Node(kernel.Name, "Cast", [halves], Int("to", (int)TensorProto.Types.DataType.Float));
            return;
        }

        var (bytes, scales) = Quantise(kernel);
        builder.Node(
            kernel.Name,
            "DequantizeLinear",
            [builder.Bytes(kernel.Name + "/int8", bytes, shape), builder.Floats(kernel.Name + "/scale", scales, scales.Length)],
            Int("axis", 0));
    }

    // Each output channel's greatest magnitude becomes 127; a channel of zeros keeps the scale 1.
    private static (sbyte[] Bytes, float[] Scales) Quantise(Constant kernel)
    {
        var (bytes, scales) = (new sbyte[kernel.Values.Length], new float[kernel.Shape[0]]);
        var each = bytes.Length / scales.Length;
        for (var channel = 0; channel < scales.Length; channel++)
        {
            var values = kernel.Values.AsSpan(channel * each, each);
            var most = 0f;
            foreach (var value in values)
            {
                most = Math.Max(most, Math.Abs(value));
            }

            var scale = scales[channel] = most > 0 ? most / Greatest : 1;
            for (var i = 0; i < each; i++)
            {
                bytes[channel * each + i] = (sbyte)Math.Clamp(MathF.Round(values[i] / scale), -Greatest, Greatest);
            }
        }

        return (bytes, scales);
    }
}
