using DigitPipeline.Export.SavedModel.Graph;
using DigitPipeline.Formats.Tensors;
using static DigitPipeline.Export.SavedModel.Graph.Attributes;

namespace DigitPipeline.Export.SavedModel;

/// <summary>
/// Writes the resize with a triangle filter (see <see cref="Detection.Preprocessing.ResizeKind.Antialiased"/>) as two products with
/// matrices of weights, rows first, so that every step is one whose result TensorFlow defines.
/// </summary>
internal sealed class AntialiasedResizing(FunctionGraph function, string scope)
{
    /// <summary>Adds the nodes.</summary>
    public GraphValue Write(GraphValue pixels, int height, int width)
    {
        var shape = function.Node(scope + "shape", "Shape", [pixels]);
        var (batch, columns) = (Element(shape, 0, "batch"), Element(shape, 2, "columns"));
        var (rowCount, three) = (function.Int(scope + "row_count", height), function.Int(scope + "channels", 3));
        GraphValue Pack(string name, params GraphValue[] sizes) => function.Node(scope + name, "Pack", sizes);
        var rest = function.Int(scope + "rest", -1);
        var lines = function.Node(scope + "lines", "Reshape", [pixels, Pack("lines/shape", batch, Element(shape, 1, "rows"), rest)]);
        var shorter = function.Node(scope + "shorter", "BatchMatMulV2", [Weights("y", Element(shape, 1, "height"), height), lines]);
        var cells = function.Node(scope + "cells", "Reshape", [shorter, Pack("cells/shape", batch, rowCount, columns, three)]);
        return function.Node(scope + "narrower", "BatchMatMulV2", [Weights("x", Element(shape, 2, "width"), width), cells]);
    }

    // Out pixel o is centred on (o + 1/2) in / out, the triangle's half width is max(1, in / out), rows sum to 1.
    private GraphValue Weights(string axis, GraphValue length, int size)
    {
        var prefix = scope + axis + "/";
        GraphValue Node(string name, string type, params GraphValue[] inputs) => function.Node(prefix + name, type, inputs);
        var count = function.Node(prefix + "length", "Cast", [length], Type("DstT", DataType.DtFloat));
        var scale = Node("scale", "RealDiv", count, function.Float(prefix + "size", size));
        var one = function.Float(prefix + "one", 1);
        var places = function.Floats(prefix + "places", [.. Enumerable.Range(0, size).Select(i => i + .5f)], size, 1);
        var range = Node("range", "Range", function.Float(prefix + "zero", 0), count, one);
        var pixels = Node("pixels", "AddV2", range, function.Float(prefix + "half", .5f));
        var distance = Node("distance", "Abs", Node("offset", "Sub", pixels, Node("centres", "Mul", places, scale)));
        var slope = Node("slope", "Sub", one, Node("relative", "RealDiv", distance, Node("support", "Maximum", scale, one)));
        var triangle = Node("triangle", "Relu", slope);
        var axes = function.Ints(prefix + "sum/axes", [1], 1);
        return Node("weights", "RealDiv", triangle, function.Node(prefix + "sum", "Sum", [triangle, axes], Bool("keep_dims", true)));
    }

    private GraphValue Element(GraphValue shape, int index, string name) => function.Node(
        scope + "shape/" + name,
        "GatherV2",
        [shape, function.Int(scope + "shape/" + name + "/index", index), function.Int(scope + "shape/" + name + "/axis", 0)]);
}
