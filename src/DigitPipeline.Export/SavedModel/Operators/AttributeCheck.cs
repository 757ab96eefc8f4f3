using DigitPipeline.Export.SavedModel.Protos;

namespace DigitPipeline.Export.SavedModel.Operators;

/// <summary>Checks the value of an attribute against what its operation allows.</summary>
internal static class AttributeCheck
{
    /// <exception cref="ArgumentException">The value has another type, is too small or not among those allowed.</exception>
    public static void Check(NodeDef node, OpDef.Types.AttrDef attribute, AttrValue value)
    {
        NodeInterface.Require(HasType(attribute.Type, value), node, $"has '{attribute.Name}' as {value.ValueCase}, expected {attribute.Type}");
        if (attribute.HasMinimum)
        {
            var size = attribute.Type == "int" ? value.I : Count(value.List);
            NodeInterface.Require(size >= attribute.Minimum, node, $"has '{attribute.Name}' of {size}, expected {attribute.Minimum} or more");
        }

        if (attribute.AllowedValues?.List is { } allowed)
        {
            var fits = value.ValueCase switch
            {
                AttrValue.ValueOneofCase.Type => allowed.Type.Contains(value.Type),
                AttrValue.ValueOneofCase.S => allowed.S.Contains(value.S),
                AttrValue.ValueOneofCase.List => value.List.Type.All(allowed.Type.Contains),
                _ => false,
            };
            NodeInterface.Require(fits, node, $"has {value} as '{attribute.Name}', expected one of {allowed}");
        }
    }

    private static bool HasType(string type, AttrValue value) => type switch
    {
        "type" => value.ValueCase == AttrValue.ValueOneofCase.Type,
        "int" => value.ValueCase == AttrValue.ValueOneofCase.I,
        "float" => value.ValueCase == AttrValue.ValueOneofCase.F,
        "bool" => value.ValueCase == AttrValue.ValueOneofCase.B,
        "string" => value.ValueCase == AttrValue.ValueOneofCase.S,
        "shape" => value.ValueCase == AttrValue.ValueOneofCase.Shape,
        "tensor" => value.ValueCase == AttrValue.ValueOneofCase.Tensor,
        "func" => value.ValueCase == AttrValue.ValueOneofCase.Func,
        "list(type)" => value.List is { } list && Count(list) == list.Type.Count,
        "list(int)" => value.List is { } list && Count(list) == list.I.Count,
        "list(shape)" => value.List is { } list && Count(list) == list.Shape.Count,
        "list(string)" => value.List is { } list && Count(list) == list.S.Count,
        _ => false,
    };

    private static int Count(AttrValue.Types.ListValue list) =>
        list.S.Count + list.I.Count + list.F.Count + list.B.Count + list.Type.Count + list.Shape.Count + list.Tensor.Count + list.Func.Count;
}
