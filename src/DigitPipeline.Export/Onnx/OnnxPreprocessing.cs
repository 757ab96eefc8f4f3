using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx.Protos;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// Writes the way from the pictures' bytes <c>[batch, height, width, 3]</c> to the network's input <c>[batch, 3, rows, columns]</c>. The
/// resizing is spelled out in elementary operations: ONNX's own Resize rounds coordinates differently from TensorFlow and from one runtime to another.
/// </summary>
internal sealed class OnnxPreprocessing(OnnxGraphBuilder builder, InferenceOptions options)
{
    private const string Prefix = "preprocess/";

    /// <summary>
    /// After <see cref="Write"/>: the part of the input that the picture fills, floats <c>[4]</c> as height, width, height, width;
    /// null where it is the whole.
    /// </summary>
    public string? Window { get; private set; }

    /// <summary>Adds the nodes and returns the network's input.</summary>
    public string Write(string picture)
    {
        builder.Node(Prefix + "shape", "Shape", [picture]);
        builder.Floats(Prefix + "scale", [.. options.ChannelScale], 3);
        builder.Floats(Prefix + "offset", [.. options.ChannelOffset], 3);
        if (options.Aspect is not { } aspect)
        {
            var (height, width) = (OnnxAxis.Of(builder, "y", 1, options.InputHeight), OnnxAxis.Of(builder, "x", 2, options.InputWidth));
            return builder.Node(Prefix + "planes", "Transpose", [Resize(picture, height, width)], Ints("perm", 0, 3, 1, 2));
        }

        var kept = new OnnxAspect(builder, aspect);
        Window = kept.Window;
        var padded = kept.Pad(Resize(picture, kept.Rows, kept.Columns));
        return builder.Node(Prefix + "planes", "Transpose", [padded], Ints("perm", 0, 3, 1, 2));
    }

    private string Resize(string picture, OnnxAxis height, OnnxAxis width) =>
        options.Resize == ResizeKind.LegacyBilinear ? Bilinear(picture, height, width) : Filtered(picture, height, width);

    private string Bilinear(string picture, OnnxAxis height, OnnxAxis width)
    {
        var rows = new LegacyAxis(builder, height, [1, -1, 1, 1]);
        var columns = new LegacyAxis(builder, width, [1, 1, -1, 1]);
        string Half(string side, string index)
        {
            var line = builder.Node(Prefix + side, "Gather", [picture, index], Int("axis", 1));
            var left = Normalise(Floats(builder.Node(Prefix + side + "/left", "Gather", [line, columns.Lower], Int("axis", 2))));
            var right = Normalise(Floats(builder.Node(Prefix + side + "/right", "Gather", [line, columns.Upper], Int("axis", 2))));
            return Blend(Prefix + side + "/blend", left, right, columns.Fraction);
        }

        return Blend(Prefix + "resized", Half("top", rows.Lower), Half("bottom", rows.Upper), rows.Fraction);
    }

    private string Blend(string name, string from, string to, string fraction)
    {
        var difference = builder.Node(name + "/difference", "Sub", [to, from]);
        return builder.Node(name, "Add", [from, builder.Node(name + "/part", "Mul", [difference, fraction])]);
    }

    private string Filtered(string picture, OnnxAxis height, OnnxAxis width)
    {
        var rows = new ResizeFilters(builder, height).Write(options.Resize);
        var columns = new ResizeFilters(builder, width).Write(options.Resize);
        var rest = builder.Integers(Prefix + "lines/rest", [-1], 1);
        var batch = builder.Node(Prefix + "batch", "Gather", [Prefix + "shape", builder.Integers(Prefix + "batch/index", [0], 1)], Int("axis", 0));
        var lines = builder.Node(Prefix + "lines/shape", "Concat", [batch, height.Length, rest], Int("axis", 0));
        var pixels = builder.Node(Prefix + "lines", "Reshape", [Floats(picture), lines]);
        var shorter = builder.Node(Prefix + "shorter", "MatMul", [rows, pixels]);
        var channels = builder.Integers(Prefix + "channels", [3], 1);
        var shape = builder.Node(Prefix + "shorter/shape", "Concat", [batch, height.Size(), rest, channels], Int("axis", 0));

        // Weights sum to 1, so the order makes no difference; the small picture costs less memory.
        return Normalise(builder.Node(Prefix + "resized", "MatMul", [columns, builder.Node(Prefix + "shorter/pixels", "Reshape", [shorter, shape])]));
    }

    private string Floats(string bytes) => builder.Node(bytes + "/float", "Cast", [bytes], Int("to", (int)TensorProto.Types.DataType.Float));

    private string Normalise(string pixels) =>
        builder.Node(pixels + "/normalised", "Add", [builder.Node(pixels + "/scaled", "Mul", [pixels, Prefix + "scale"]), Prefix + "offset"]);
}
