using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Export.SavedModel.Graph;
using DigitPipeline.Formats.Tensors;
using static DigitPipeline.Export.SavedModel.Graph.Attributes;

namespace DigitPipeline.Export.SavedModel;

/// <summary>Writes the size that <see cref="AspectKeeping"/> gives a picture, in float32, and the padding around the resized picture.</summary>
internal sealed class AspectResizing
{
    private readonly FunctionGraph function;
    private readonly string scope;
    private readonly AspectKeeping aspect;

    public AspectResizing(FunctionGraph function, string scope, AspectKeeping aspect, GraphValue pictures)
    {
        (this.function, this.scope, this.aspect) = (function, scope + "aspect/", aspect);
        var shape = function.Node(this.scope + "shape", "Shape", [pictures]);
        var (height, width) = (Side("height", shape, 1), Side("width", shape, 2));
        var (min, max) = (function.Float(this.scope + "min", aspect.Min), function.Float(this.scope + "max", aspect.Max));
        var wide = Node("wide", "Less", height, width);
        var factor = Node(
            "factor", "Minimum",
            Node("by_height", "RealDiv", Node("target_height", "SelectV2", wide, min, max), height),
            Node("by_width", "RealDiv", Node("target_width", "SelectV2", wide, max, min), width));
        var one = function.Float(this.scope + "one", 1);
        GraphValue Size(string name, GraphValue side) => Node(name, "Maximum", Node(name + "/rounded", "Round", Node(name + "/exact", "Mul", factor, side)), one);
        var (rows, columns) = (Size("rows", height), Size("columns", width));
        this.Size = Integers("size", Node("size/floats", "Pack", rows, columns));
        Window = Node("window", "RealDiv", Node("sides", "Pack", rows, columns, rows, columns), max);
    }

    /// <summary>Rows and columns after the resize, integers <c>[2]</c>.</summary>
    public GraphValue Size { get; }

    /// <summary>The part of the input that the picture fills: height, width, height, width.</summary>
    public GraphValue Window { get; }

    /// <summary>Puts resized pictures into the top left corner of the square.</summary>
    public GraphValue Pad(GraphValue pictures)
    {
        var below = Node("below", "Sub", function.Ints(scope + "square", [aspect.Max, aspect.Max], 2), Size);
        var (none, axis) = (function.Ints(scope + "none", [0], 1), function.Int(scope + "axis", 0));
        var after = Node("after", "ConcatV2", none, below, none, axis);
        var before = function.Ints(scope + "before", [0, 0, 0, 0], 4);
        var amounts = function.Node(scope + "amounts", "Pack", [before, after], Int("axis", 1));
        if (aspect.PadValues.All(value => value == 0))
        {
            return Node("padded", "Pad", pictures, amounts);
        }

        // Pad knows zeros only: what is to be padded with other values is moved there and back.
        var values = function.Floats(scope + "pad_values", [.. aspect.PadValues], 3);
        return Node("filled_up", "AddV2", Node("padded", "Pad", Node("moved", "Sub", pictures, values), amounts), values);
    }

    private GraphValue Side(string name, GraphValue shape, int index)
    {
        var element = Node(name + "/integer", "GatherV2", shape, function.Int(scope + name + "/index", index), function.Int(scope + name + "/axis", 0));
        return function.Node(scope + name, "Cast", [element], Type("DstT", DataType.DtFloat));
    }

    private GraphValue Integers(string name, GraphValue values) => function.Node(scope + name, "Cast", [values], Type("DstT", DataType.DtInt32));

    private GraphValue Node(string name, string type, params GraphValue[] inputs) => function.Node(scope + name, type, inputs);
}
